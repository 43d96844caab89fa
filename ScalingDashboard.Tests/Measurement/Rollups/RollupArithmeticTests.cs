using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups;

/// <summary>The catalogue's test vectors as pure arithmetic; the same go through the API in the web ring.</summary>
[Trait("Ring", "Unit")]
public sealed class RollupArithmeticTests
{
    private static readonly DateOnly Monday = new(2026, 11, 2);

    [Fact]
    public void V1_promoters_and_detractors_of_all_answers_are_pooled() =>
        Figure(RollupRule.Ratio, 100, Row(0, 1, 50 - 20, 100), Row(0, 2, 5 - 3, 10)).ShouldBe(29.0909090909091m);

    [Fact]
    public void V3_hours_of_all_incidents_are_pooled() =>
        Figure(RollupRule.Ratio, 1, Row(0, 1, 10, 2), Row(0, 2, 8, 8)).ShouldBe(1.8m);

    [Fact]
    public void V4_first_contact_resolution_is_sum_over_sum() =>
        Figure(RollupRule.Ratio, 100, Row(0, 1, 70, 100), Row(0, 2, 8, 20)).ShouldBe(65.0m);

    [Fact]
    public void V10_scores_are_weighted() =>
        Figure(RollupRule.Wmean, 1, Row(0, 1, 4 * 25 + 3 * 20 + 3 * 20 + 2 * 15 + 5 * 10 + 3 * 10, 100)).ShouldBe(3.30m);

    [Fact]
    public void Amounts_are_added_without_rounding() =>
        Figure(RollupRule.Sum, 1, Row(0, 1, 0.1m), Row(0, 2, 0.2m), Row(0, 3, 1_000_000_000_000_000.01m)).ShouldBe(1_000_000_000_000_000.31m);

    [Fact]
    public void A_zero_denominator_is_unknown_and_not_zero() => Figure(RollupRule.Ratio, 100, Row(0, 1, 0, 0)).ShouldBeNull();

    [Fact]
    public void No_readings_are_unknown_and_not_zero() => Figure(RollupRule.Sum, 1).ShouldBeNull();

    [Fact]
    public void Levels_keep_the_latest_of_each_unit_and_are_then_added()
    {
        var parts = Parts(3, Row(0, 1, 10), Row(0, 2, 5), Row(1, 1, 12));
        RollupArithmetic.Whole(RollupRule.Last, parts, 0, 0, 2).ShouldBe(new Total(17, null, 2));
    }

    [Fact]
    public void A_level_counts_from_the_part_it_is_carried_from_and_not_before()
    {
        var parts = Parts(3, Row(0, 1, 10), Row(1, 2, 5));
        RollupArithmetic.Each(RollupRule.Last, parts, 1, 1, 2).Select(t => t.Value).ShouldBe([5m, 5m]);
    }

    [Fact]
    public void A_rule_that_is_not_computed_has_no_figure() => Figure(RollupRule.Pool, 1, Row(0, 1, 10)).ShouldBeNull();

    private static decimal? Figure(RollupRule rule, decimal scale, params PartRow[] rows) =>
        RollupArithmetic.Figure(Samples.Metric(rule) with { Scale = scale }, RollupArithmetic.Whole(rule, Parts(1, rows), 0, 0, 0));

    private static RollupParts Parts(int days, params PartRow[] rows) =>
        new([.. Enumerable.Range(0, days + 1).Select(Monday.AddDays)], rows);

    private static PartRow Row(int part, int unit, decimal value, decimal? weight = null) => new(part, unit, 0, value, weight);
}
