using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Rollups.Sketches;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights;

/// <summary>The metric catalogue's test vectors, each with the answer it names as usual and wrong.</summary>
[Trait("Ring", "Unit")]
public sealed class TestVectorsTests
{
    [Fact]
    public void V1_net_promoter_scores_are_pooled_and_so_is_their_confidence()
    {
        var pooled = RolledUp(RollupRule.Ratio, 100, (50 - 20, 100), (5 - 3, 10));
        Rounded(pooled, 2).ShouldBe(29.09m, "and not the mean of the scores, 25.0");
        Rounded(Confidence.NetPromoter(50, 20, 100), 1).ShouldBe(15.3m);
        Rounded(Confidence.NetPromoter(5, 3, 10), 1).ShouldBe(54.0m);
        Rounded(Confidence.NetPromoter(55, 23, 110), 2).ShouldBe(14.77m);
    }

    [Fact]
    public void V2_a_percentile_is_taken_of_all_measurements()
    {
        var pool = new Pool();
        pool.Add(100, 100);
        pool.Add(1_000, 10);
        pool.Quantile(0.95m).ShouldBe(1_000, "and not the mean of percentiles, 550 or weighted 181.8");
    }

    [Fact]
    public void V3_mean_time_to_repair_is_hours_over_incidents() =>
        RolledUp(RollupRule.Ratio, 1, (10, 2), (8, 8)).ShouldBe(1.8m, "and not the mean of means, 3.0");

    [Fact]
    public void V4_first_contact_resolution_is_resolved_over_all() =>
        RolledUp(RollupRule.Ratio, 100, (70, 100), (8, 20)).ShouldBe(65.0m, "and not the mean of percentages, 55.0");

    [Fact]
    public void V5_rolled_throughput_yield_is_a_product() =>
        Chained(0.95m, 0.98m, 0.90m).ShouldBe(0.8379m, "and not the mean, 0.943");

    [Fact]
    public void V6_availability_in_series_is_a_product() =>
        Rounded(Chained(0.999m, 0.9995m, 0.998m), 5).ShouldBe(0.99650m, "and neither the least, 0.998, nor the mean, 0.9988");

    [Fact]
    public void V7_an_error_budget_is_used_by_bad_events() =>
        ErrorBudget.Of(0.999m, 10_000_000, 4_200).ShouldBe(new ErrorBudget(0.99958m, 10_000, 0.42m));

    [Fact]
    public void V7_what_is_not_used_of_an_error_budget_is_left() => ErrorBudget.Of(0.999m, 10_000_000, 4_200)!.Value.Left.ShouldBe(0.58m);

    [Fact]
    public void V8_a_fall_in_which_every_unit_rose_is_owed_to_the_mix()
    {
        var bridge = MixBridge.Of([new("A", 40, 100, 135, 300), new("B", 80, 100, 82, 100)], 100)!;
        (bridge.Before, bridge.After, bridge.Change).ShouldBe((60.00m, 54.25m, -5.75m));
        (bridge.Rate, bridge.Mix).ShouldBe((3.875m, -9.625m));
    }

    [Fact]
    public void V9_stickiness_says_which_days_it_means()
    {
        // April 2026 has 22 workdays and 8 days of weekend.
        List<DayUsers> days = [.. Enumerable.Range(0, 30).Select(i => new DateOnly(2026, 4, 1).AddDays(i)).Select(day => new DayUsers(day, IsWorkday(day) ? 120 : 10))];
        Rounded(Stickiness.OfCalendarDays(days, 300) * 100, 1).ShouldBe(30.2m);
        Rounded(Stickiness.OfWorkdays(days, 300, IsWorkday) * 100, 1).ShouldBe(40.0m);

        static bool IsWorkday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    [Fact]
    public void V10_scores_are_weighted() =>
        RolledUp(RollupRule.Wmean, 1, (4 * 25, 25), (3 * 20, 20), (3 * 20, 20), (2 * 15, 15), (5 * 10, 10), (3 * 10, 10)).ShouldBe(3.30m, "and not the plain mean, 3.33");

    [Fact]
    public void V11_residual_risk_is_what_controls_leave_over()
    {
        Residual.Inherent(4, 5).ShouldBe(20);
        Residual.Score(4, 5, 0.60m).ShouldBe(8.0m);
    }

    [Fact]
    public void V12_an_estimate_from_three_points_leans_to_the_likely() =>
        ThreePoint.Mean(10, 25, 100).ShouldBe(35.0m, "and not the midpoint, 55");

    [Fact]
    public void V13_defects_per_million_opportunities_are_a_ratio_of_that_scale() =>
        Rounded(RolledUp(RollupRule.Ratio, 1_000_000, (37, 1_200 * 5)), 1).ShouldBe(6_166.7m);

    [Fact]
    public void V14_an_effect_is_the_difference_in_differences() =>
        Effect.OverComparison(100, 118, 100, 106).ShouldBe(12, "and not before and after, 18");

    [Fact]
    public void V15_a_claim_is_cut_by_what_is_owed_and_how_sure_one_is() =>
        Effect.AfterHaircut(10.0m, 0.60m, 0.70m).ShouldBe(4.2m, "and not the claim, 10.0");

    [Theory]
    [InlineData(4, 5, 37.6, 96.4)]
    [InlineData(80, 100, 71.1, 86.7)]
    public void V16_one_proportion_is_surer_than_another_of_equal_size(int hits, int n, double low, double high)
    {
        var interval = Confidence.Wilson(hits, n)!.Value;
        (Rounded(interval.Low * 100, 1), Rounded(interval.High * 100, 1)).ShouldBe(((decimal)low, (decimal)high));
    }

    [Theory]
    [InlineData(5, 3, 3)]
    [InlineData(3, 5, 3)]
    [InlineData(1, 5, 1)]
    [InlineData(5, 1, 2)]
    public void V17_the_matrix_tells_risks_of_equal_product_apart(int likelihood, int impact, int level) =>
        RiskMatrix.Level(likelihood, impact).ShouldBe(level);

    private static decimal? RolledUp(RollupRule rule, decimal scale, params (decimal Value, decimal Weight)[] units)
    {
        var metric = Samples.Metric(rule) with { Scale = scale };
        var rows = units.Select((unit, i) => new PartRow(0, i + 1, 0, unit.Value, unit.Weight)).ToArray();
        return RollupArithmetic.Figure(metric, WindowTotals.Of(metric, rows, [new PartWindow(0, 0, 0)]).Single());
    }

    private static decimal? Chained(params decimal[] factors)
    {
        var chain = new Chain();
        foreach (var (i, factor) in factors.Index())
            chain.Add($"step {i}", Samples.Noon, 0, factor);
        return chain.Product(1);
    }

    private static decimal Rounded(decimal? value, int places) => decimal.Round(value!.Value, places);
}
