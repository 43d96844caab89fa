using System.Globalization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("7d", "previous", "2026-11-09", "2026-11-15", "vs prior 7 days")]
    [InlineData("7d", "year", "2025-11-16", "2025-11-22", "vs same days last year")]
    [InlineData("12m", "previous", "2024-11-23", "2025-11-22", "vs prior year")]
    [InlineData("12m", "year", "2024-11-23", "2025-11-22", "vs prior year")]
    [InlineData("ytd", "previous", "2025-01-01", "2025-11-22", "vs same days last year")]
    [InlineData("mtd", "previous", "2026-10-01", "2026-10-22", "vs same part of prior month")]
    [InlineData("qtd", "previous", "2026-07-01", "2026-08-22", "vs same part of prior quarter")]
    [InlineData("mtd", "year", "2025-11-01", "2025-11-22", "vs same days last year")]
    [InlineData("lm", null, "2026-09-01", "2026-09-30", "vs prior month")]
    [InlineData("lm", "year", "2025-10-01", "2025-10-31", "vs same month last year")]
    [InlineData("lq", "previous", "2026-04-01", "2026-06-30", "vs prior quarter")]
    [InlineData("lq", "year", "2025-07-01", "2025-09-30", "vs same quarter last year")]
    [InlineData("lfy", null, "2024-01-01", "2024-12-31", "vs prior fiscal year")]
    [InlineData("2026-01-01..2026-03-31", "year", "2025-01-01", "2025-03-31", "vs same days last year")]
    public void A_period_is_compared_with_what_was_asked_for(string code, string? compare, string from, string to, string words)
    {
        var period = Read(code, compare, "2026-11-22");
        (period.Previous.From, period.Previous.To, period.ComparisonWords).ShouldBe((Day(from), Day(to), words));
    }

    [Theory]
    [InlineData("7d")]
    [InlineData("12m")]
    [InlineData("ytd")]
    [InlineData("mtd")]
    public void Without_a_word_it_is_the_usual_comparison(string code) =>
        Read(code, null, "2026-11-22").ShouldBe(Period.Parse(code, Day("2026-11-22"), FiscalCalendar.Default));

    [Theory]
    [InlineData("2026-03-30", "2026-02-01", "2026-02-28", false)]
    [InlineData("2026-03-28", "2026-02-01", "2026-02-28", true)]
    [InlineData("2026-03-10", "2026-02-01", "2026-02-10", true)]
    public void A_day_without_partner_in_a_shorter_month_is_compared_with_all_of_that_month(string today, string from, string to, bool endsAlike)
    {
        var period = Read("mtd", "previous", today);
        (period.Previous.From, period.Previous.To, period.EndsAlike).ShouldBe((Day(from), Day(to), endsAlike));
    }

    [Fact]
    public void The_February_before_a_last_month_is_whole_in_a_leap_year() =>
        Read("lm", "year", "2025-03-05").Previous.To.ShouldBe(Day("2024-02-29"));

    [Fact]
    public void An_unknown_comparison_is_refused_in_words() =>
        Should.Throw<Invalid>(() => Read("7d", "target", "2026-11-22")).Message.ShouldContain("'target'");

    private static Period Read(string code, string? compare, string today) => Period.Parse(code, Day(today), FiscalCalendar.Default).Against(compare);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
