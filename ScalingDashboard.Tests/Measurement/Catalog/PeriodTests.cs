using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class PeriodTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("7d", "2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15")]
    [InlineData("12m", "2025-11-23", "2026-11-22", "2024-11-23", "2025-11-22")]
    [InlineData("ytd", "2026-01-01", "2026-11-22", "2025-01-01", "2025-11-22")]
    [InlineData("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31", "2025-10-03", "2025-12-31")]
    public void A_period_has_its_days_and_those_it_is_compared_with(string code, string from, string to, string previousFrom, string previousTo)
    {
        var period = Period.Parse(code, Today);
        (period.From, period.To, period.Previous.From, period.Previous.To).ShouldBe((Day(from), Day(to), Day(previousFrom), Day(previousTo)));
    }

    [Fact]
    public void The_29th_of_February_is_compared_with_the_28th() =>
        Period.Parse("ytd", new DateOnly(2028, 2, 29)).Previous.To.ShouldBe(new DateOnly(2027, 2, 28));

    [Theory]
    [InlineData("2026-11-22", 12)]
    [InlineData("2028-02-28", 12)]
    [InlineData("2028-02-29", 12)]
    [InlineData("2029-02-28", 12)]
    public void A_year_is_cut_into_months_on_any_day_and_so_is_the_year_before(string today, int parts)
    {
        var year = Period.Parse("12m", Day(today));
        (year.TrendBounds().Count - 1, year.Previous.TrendBounds().Count - 1).ShouldBe((parts, parts));
        year.Previous.TrendBounds()[^1].ShouldBe(year.From);
        year.TrendBounds()[^1].ShouldBe(Day(today).AddDays(1));
        year.TrendBounds().ShouldBeInOrder();
    }

    [Theory]
    [InlineData("fortnight")]
    [InlineData("2026-03-31..2026-01-01")]
    [InlineData("2026-13-01..2026-13-02")]
    [InlineData("1900-01-01..2026-01-01")]
    [InlineData("0001-01-01..0001-01-02")]
    [InlineData("9999-12-30..9999-12-31")]
    public void An_unknown_period_is_refused(string code) => Should.Throw<Invalid>(() => Period.Parse(code, Today));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
