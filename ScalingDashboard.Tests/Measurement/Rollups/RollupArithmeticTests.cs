using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups;

/// <summary>The catalogue's test vectors as pure arithmetic; the same go through the API in the web ring.</summary>
[Trait("Ring", "Unit")]
public sealed class RollupArithmeticTests
{
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
    public void Levels_keep_the_latest_of_each_unit_and_are_then_added() =>
        Totals(RollupRule.Last, [Row(0, 1, 10), Row(0, 2, 5), Row(1, 1, 12)], new PartWindow(0, 0, 2)).ShouldBe([new Total(17, null, 2)]);

    [Fact]
    public void A_level_counts_from_the_part_it_is_carried_from_and_not_before() =>
        Totals(RollupRule.Last, [Row(0, 1, 10), Row(1, 2, 5)], new PartWindow(1, 1, 1), new PartWindow(1, 2, 2), new PartWindow(0, 1, 1))
            .Select(t => t.Value).ShouldBe([5m, 5m, 15m]);

    [Fact]
    public void The_worst_counts_over_units_and_time() =>
        Figure(RollupRule.Worst, 1, Row(0, 1, 1), Row(0, 2, 2), Row(0, 3, 0)).ShouldBe(2m);

    [Fact]
    public void V2_percentiles_are_taken_of_all_measurements() =>
        Figure(RollupRule.Pool, 1, Sketch(RollupRule.Pool, 1, (100, 100)), Sketch(RollupRule.Pool, 2, (1000, 10))).ShouldBe(1000m);

    [Theory]
    [InlineData("V5", "0.95 0.98 0.90", "0.8379")]
    [InlineData("V6", "0.999 0.9995 0.998", "0.996503499")]
    public void Links_of_a_chain_are_multiplied(string vector, string factors, string product) =>
        Figure(RollupRule.Product, 1, Sketch(RollupRule.Product, 1, [.. factors.Split(' ').Select(f => (Number(f), 1m))])).ShouldBe(Number(product), vector);

    [Fact]
    public void People_are_counted_once_over_units_and_days()
    {
        var (ann, both) = (Sketch(RollupRule.Distinct, 1, (1, 1)), Sketch(RollupRule.Distinct, 2, (1, 1), (1, 1)));
        Totals(RollupRule.Distinct, [ann, both], new PartWindow(0, 0, 0)).ShouldBe([new Total(2, null, 2)]);
    }

    [Fact]
    public void Figures_that_are_not_combined_stand_side_by_side()
    {
        var apart = Totals(RollupRule.NoAgg, [Row(0, 1, 4), Row(0, 2, 2)], new PartWindow(0, 0, 0)).ShouldHaveSingleItem();
        (apart.Value, apart.Units).ShouldBe((null, 2));
        apart.Spread.ShouldBe([2m, 4m]);
        Figure(RollupRule.NoAgg, 1, Row(0, 1, 4)).ShouldBe(4m);
    }

    private static decimal? Figure(RollupRule rule, decimal scale, params PartRow[] rows) =>
        RollupArithmetic.Figure(Metric(rule) with { Scale = scale }, Totals(rule, rows, new PartWindow(0, 0, 0)).Single());

    private static Total[] Totals(RollupRule rule, PartRow[] rows, params PartWindow[] windows) => WindowTotals.Of(Metric(rule), rows, windows);

    private static Metric Metric(RollupRule rule) => Samples.Metric(rule) with { Percentile = rule == RollupRule.Pool ? 95 : null };

    private static PartRow Row(int part, int unit, decimal value, decimal? weight = null) => new(part, unit, 0, value, weight);

    private static PartRow Sketch(RollupRule rule, int unit, params (decimal Value, decimal Weight)[] readings)
    {
        var sketch = BucketSketch.For(rule);
        for (var i = 0; i < readings.Length; i++)
            sketch.Add(0, $"key {i}", Samples.Noon, i, readings[i].Value, readings[i].Weight);
        return new PartRow(0, unit, 0, null, null, sketch.ToBytes());
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
