using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class FigureRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Period Month = Period.Parse("30d", Today, FiscalCalendar.Default);

    [Fact]
    public void An_amount_is_the_sum_of_its_trend_and_is_compared_with_the_days_before()
    {
        var figure = Build(Samples.Metric(), (Month.From, 1, 10), (Today, 1, 5), (Today, 2, 1), (Month.Previous.From, 1, 4));
        (figure.Value, figure.Previous).ShouldBe((16m, 4m));
        figure.Trend.Count.ShouldBe(13);
        figure.Trend.Sum().ShouldBe(16m);
        figure.Trend[5].ShouldBeNull();
    }

    [Fact]
    public void A_level_that_was_reported_shortly_before_still_counts()
    {
        var figure = Build(Samples.Metric(RollupRule.Last), (Month.From.AddDays(-1), 1, 10), (Today, 2, 5));
        figure.Value.ShouldBe(15m);
        figure.Trend[0].ShouldBe(10m);
        figure.Previous.ShouldBe(10m);
    }

    [Fact]
    public void Coverage_counts_units_and_an_incomplete_figure_is_not_judged()
    {
        var figure = Build(Samples.Metric() with { Target = 1 }, (Today, 1, 10));
        (figure.Coverage, figure.ReportingUnits, figure.ExpectedUnits, figure.Complete).ShouldBe((0.5m, 1, 2, false));
        figure.Status.ShouldBe(TargetStatus.Unknown);
    }

    [Fact]
    public void A_metric_without_readings_says_what_to_do()
    {
        var figure = FigureRules.Build(Parts(Samples.Metric(), [], null) with { LastAt = null }, Samples.Noon, 1, 2, 0.8);
        (figure.Value, figure.Freshness, figure.Trend.Count).ShouldBe((null, Freshness.None, 13));
        figure.Reason.ToString().ShouldContain("POST /api/v1/readings");
    }

    [Fact]
    public void The_newest_reading_is_never_of_a_time_to_come()
    {
        var figure = FigureRules.Build(Parts(Samples.Metric(), [], null) with { LastAt = Samples.Noon.AddMinutes(8) }, Samples.Noon, 1, 2, 0.8);
        (figure.LastAt, figure.Freshness).ShouldBe((Samples.Noon, Freshness.Live));
    }

    [Fact]
    public void An_unfinished_period_is_compared_with_the_same_hours()
    {
        var totals = Totals(Samples.Metric(), (Month.Previous.From, 1, 100), (Month.Previous.To, 1, 24), (Today, 1, 60));
        FigureRules.Build(Parts(Samples.Metric(), totals, new Total(12, null, 1)), Samples.Noon, 1, 2, 0.5).Previous.ShouldBe(112m);
    }

    [Fact]
    public void A_limit_of_its_own_decides_whether_a_figure_is_complete() =>
        Build(Samples.Metric() with { CoverageLimit = 0.5m }, (Today, 1, 10)).Complete.ShouldBeTrue();

    [Fact]
    public void Figures_that_are_not_combined_are_shown_by_their_spread()
    {
        var figure = Build(Samples.Metric(RollupRule.NoAgg) with { Target = 5 }, (Today, 1, 10), (Today, 2, 4));
        figure.Value.ShouldBeNull();
        figure.Spread.ShouldBe(new Spread(2, 4, 7, 10, 1));
        figure.Reason.ToString().ShouldContain("Choose one unit");
    }

    private static Figure Build(Metric metric, params (DateOnly Day, int Unit, decimal Value)[] readings) =>
        FigureRules.Build(Parts(metric, Totals(metric, readings), null), Samples.Noon, 1, 2, 0.8);

    private static FigureParts Parts(Metric metric, IReadOnlyList<Total> totals, Total? sameHours) =>
        new(metric, FigurePlan.Of(Month, metric.Cadence), totals, sameHours, Samples.Noon, 2, 1, Samples.Noon);

    /// <summary>What the reader gives for the plan, a part for each day.</summary>
    private static Total[] Totals(Metric metric, params (DateOnly Day, int Unit, decimal Value)[] readings)
    {
        List<PartRow> rows = [.. readings.Select(r => new PartRow(r.Day.DayNumber, r.Unit, 0, r.Value, null)).OrderBy(r => r.Part)];
        return WindowTotals.Of(metric, rows, [.. FigurePlan.Of(Month, metric.Cadence).Windows
            .Select(w => new PartWindow(w.CarryFrom.DayNumber, w.From.DayNumber, w.To.DayNumber))]);
    }
}
