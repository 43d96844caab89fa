using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class PeriodTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static readonly FiscalCalendar FromApril = new(4, FiscalPattern.Months, DayOfWeek.Monday, Week53Rule.Shift);

    [Theory]
    [InlineData("7d", "2026-11-16", "2026-11-22", "2026-11-09", "2026-11-15")]
    [InlineData("12m", "2025-11-23", "2026-11-22", "2024-11-23", "2025-11-22")]
    [InlineData("ytd", "2026-01-01", "2026-11-22", "2025-01-01", "2025-11-22")]
    [InlineData("2026-01-01..2026-03-31", "2026-01-01", "2026-03-31", "2025-10-03", "2025-12-31")]
    public void A_period_has_its_days_and_those_it_is_compared_with(string code, string from, string to, string previousFrom, string previousTo)
    {
        var period = Period.Parse(code, Today, FiscalCalendar.Default);
        (period.From, period.To, period.Previous.From, period.Previous.To).ShouldBe((Day(from), Day(to), Day(previousFrom), Day(previousTo)));
    }

    [Fact]
    public void The_29th_of_February_is_compared_with_the_28th() =>
        Period.Parse("ytd", new DateOnly(2028, 2, 29), FiscalCalendar.Default).Previous.To.ShouldBe(new DateOnly(2027, 2, 28));

    [Theory]
    [InlineData("mtd", "2026-11-01", "2025-11-01", "2025-11-22")]
    [InlineData("qtd", "2026-10-01", "2025-10-01", "2025-11-22")]
    [InlineData("fytd", "2026-04-01", "2025-04-01", "2025-11-22")]
    public void What_is_to_date_begins_with_the_fiscal_calendar_and_is_compared_with_the_year_before(string code, string from, string previousFrom, string previousTo)
    {
        var period = Period.Parse(code, Today, FromApril);
        (period.Code, period.From, period.To).ShouldBe((code, Day(from), Today));
        (period.Previous.From, period.Previous.To).ShouldBe((Day(previousFrom), Day(previousTo)));
        period.ComparisonWords.ShouldBe("vs same days last year");
        period.TrendBounds()[^1].ShouldBe(Today.AddDays(1));
    }

    [Theory]
    [InlineData(Week53Rule.Shift, "2023-02-05", "2024-01-31", "vs 52 weeks earlier")]
    [InlineData(Week53Rule.Align, "2023-01-29", "2024-01-24", "vs same weeks last year")]
    public void After_a_year_of_53_weeks_the_comparison_says_which_weeks_it_means(Week53Rule rule, string from, string to, string words)
    {
        var period = Period.Parse("fytd", new(2025, 1, 29), new FiscalCalendar(2, FiscalPattern.Weeks454, DayOfWeek.Sunday, rule));
        (period.From, period.Previous.From, period.Previous.To, period.ComparisonWords).ShouldBe((new(2024, 2, 4), Day(from), Day(to), words));
    }

    [Theory]
    [InlineData("ytd")]
    [InlineData("mtd")]
    [InlineData("fytd")]
    public void A_comparison_of_29_February_says_so(string code)
    {
        var period = Period.Parse(code, new(2028, 2, 29), FiscalCalendar.Default);
        (period.Previous.To, period.ComparisonWords).ShouldBe((new(2027, 2, 28), "vs same days last year, 29 Feb with 28 Feb"));
    }

    [Theory]
    [InlineData("2026-11-22", 12)]
    [InlineData("2028-02-28", 12)]
    [InlineData("2028-02-29", 12)]
    [InlineData("2029-02-28", 12)]
    public void A_year_is_cut_into_months_on_any_day_and_so_is_the_year_before(string today, int parts)
    {
        var year = Period.Parse("12m", Day(today), FiscalCalendar.Default);
        (year.TrendBounds().Count - 1, year.Previous.TrendBounds().Count - 1).ShouldBe((parts, parts));
        year.Previous.TrendBounds()[^1].ShouldBe(year.From);
        year.TrendBounds()[^1].ShouldBe(Day(today).AddDays(1));
        year.TrendBounds().ShouldBeInOrder();
    }

    [Theory]
    [InlineData("lm", "2026-10-01", "2026-10-31")]
    [InlineData("lq", "2026-07-01", "2026-09-30")]
    [InlineData("lfy", "2025-04-01", "2026-03-31")]
    public void What_is_over_ends_before_the_running_span_of_the_fiscal_calendar(string code, string from, string to)
    {
        var period = Period.Parse(code, Today, FromApril);
        (period.From, period.To).ShouldBe((Day(from), Day(to)));
    }

    [Fact]
    public void The_last_month_of_a_year_of_weeks_has_whole_weeks()
    {
        var period = Period.Parse("lm", Today, new(2, FiscalPattern.Weeks454, DayOfWeek.Sunday, Week53Rule.Shift));
        (period.Days % 7, period.From.DayOfWeek).ShouldBe((0, DayOfWeek.Sunday));
        period.Against("year").ComparisonWords.ShouldBe("vs 52 weeks earlier");
        period.Against("year").Previous.From.ShouldBe(period.From.AddDays(-364));
    }

    [Theory]
    [InlineData("fortnight")]
    [InlineData("2026-03-31..2026-01-01")]
    [InlineData("2026-13-01..2026-13-02")]
    [InlineData("1900-01-01..2026-01-01")]
    [InlineData("0001-01-01..0001-01-02")]
    [InlineData("9999-12-30..9999-12-31")]
    public void An_unknown_period_is_refused(string code) => Should.Throw<Invalid>(() => Period.Parse(code, Today, FiscalCalendar.Default));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
