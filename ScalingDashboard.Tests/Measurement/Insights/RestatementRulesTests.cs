using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class RestatementRulesTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Closed = End.AddHours(30);

    [Theory]
    [InlineData(Cadence.Minute, 30)]
    [InlineData(Cadence.Hour, 30)]
    [InlineData(Cadence.Day, 30)]
    [InlineData(Cadence.Week, 8 * 24)]
    [InlineData(Cadence.Month, 35 * 24)]
    [InlineData(Cadence.Quarter, 100 * 24)]
    public void A_day_is_closed_after_the_normal_silence_and_never_before_the_morning_after(Cadence cadence, int hours)
    {
        RestatementRules.ClosedAt(cadence, End, End.AddHours(-3)).ShouldBe(End.AddHours(hours));
        RestatementRules.ClosedAt(cadence, End, null).ShouldBe(End.AddHours(hours));
    }

    [Fact]
    public void A_day_that_came_late_has_as_much_time_from_its_first_value() =>
        RestatementRules.ClosedAt(Cadence.Day, End, End.AddDays(400)).ShouldBe(End.AddDays(400).AddHours(30));

    [Fact]
    public void A_correction_names_old_new_size_unit_and_batch()
    {
        var change = Changes(RollupRule.Sum, [Row(1, 100, pass: 1, until: 5, by: 77), Row(1, 90, pass: 5, batch: 77), Row(2, 40, pass: 1)], 5).ShouldHaveSingleItem();
        (change.Old, change.New).ShouldBe((140, 130));
        change.Units.ShouldBe([1]);
        change.Batches.ShouldBe([77]);
    }

    [Fact]
    public void The_first_value_of_a_closed_day_is_late_and_not_restated() =>
        Changes(RollupRule.Sum, [Row(1, 100, pass: 5)], 5).ShouldBeEmpty();

    [Fact]
    public void A_unit_that_reports_after_the_others_changes_their_figure()
    {
        var change = Changes(RollupRule.Sum, [Row(1, 100, pass: 1), Row(2, 40, pass: 5, batch: 9)], 5).ShouldHaveSingleItem();
        (change.Old, change.New).ShouldBe((100, 140));
        change.Units.ShouldBe([2]);
        change.Batches.ShouldBe([9]);
    }

    [Fact]
    public void A_withdrawn_day_is_restated_to_nothing_and_again_when_it_comes_back()
    {
        var changes = Changes(RollupRule.Sum, [Row(1, 100, pass: 1, until: 5, by: 8), Row(1, 100, pass: 6, batch: 9)], 5, 6);
        changes.Select(c => (c.Old, c.New, c.Batches[0])).ShouldBe([(100m, null, 8L), (null, 100m, 9L)]);
    }

    [Fact]
    public void What_happens_before_the_day_is_closed_is_no_restatement_but_what_later_ones_start_from()
    {
        TimedPass[] passes = [new(5, Closed), new(6, Closed.AddTicks(1))];
        var change = RestatementRules.Of(Samples.Metric(), [Row(1, 1, 1, 5), Row(1, 2, 5, 6), Row(1, 3, 6)], passes, Closed).ShouldHaveSingleItem();
        (change.Pass.Pass, change.Old, change.New).ShouldBe((6, 2, 3));
    }

    [Fact]
    public void A_ratio_is_computed_anew_and_never_from_differences()
    {
        var change = Changes(RollupRule.Ratio, [Ratio(1, 30, 100, 1), Ratio(2, 2, 10, 1, until: 5), Ratio(2, 5, 10, 5)], 5).ShouldHaveSingleItem();
        (change.Old, change.New).ShouldBe((RollupArithmetic.Round(32m / 110), RollupArithmetic.Round(35m / 110)));
    }

    [Fact]
    public void Parts_that_change_without_the_figure_restate_nothing() =>
        Changes(RollupRule.Ratio, [Ratio(1, 30, 100, 1, until: 5), Ratio(1, 60, 200, 5)], 5).ShouldBeEmpty();

    [Fact]
    public void A_unit_whose_buckets_say_the_same_as_before_is_not_named()
    {
        var change = Changes(RollupRule.Last, [Row(1, 1, 1, 5), Row(1, 1, 5), Row(2, 1, 1, 5), Row(2, 2, 5)], 5).ShouldHaveSingleItem();
        change.Units.ShouldBe([2]);
    }

    [Theory]
    [InlineData(RollupRule.Pool)]
    [InlineData(RollupRule.Distinct)]
    [InlineData(RollupRule.Product)]
    public void Sketches_are_merged_before_and_after(RollupRule rule)
    {
        var change = Changes(rule, [Sketched(rule, 0.5m, "one", 1, until: 5), Sketched(rule, 0.25m, "two", 5)], 5);
        if (rule == RollupRule.Distinct)
            change.ShouldBeEmpty("one person before and one after");
        else
            change.ShouldHaveSingleItem().New!.Value.ShouldBe(0.25m, 0.01m);
    }

    private static List<DayChange> Changes(RollupRule rule, DayVersion[] versions, params long[] passes) =>
        [.. RestatementRules.Of(Samples.Metric(rule), versions, [.. passes.Select(pass => new TimedPass(pass, Closed.AddDays(pass)))], Closed)];

    private static DayVersion Row(int unit, decimal value, long pass, long? until = null, long batch = 1, long by = 1) =>
        new(unit, 0, value, null, null, pass, batch, until, until is null ? null : by);

    private static DayVersion Ratio(int unit, decimal value, decimal weight, long pass, long? until = null) =>
        Row(unit, value, pass, until) with { Weight = weight };

    private static DayVersion Sketched(RollupRule rule, decimal value, string key, long pass, long? until = null)
    {
        var sketch = BucketSketch.For(rule);
        sketch.Add(1, key, End.AddHours(-1), 1, value, null);
        return Row(1, 0, pass, until) with { Value = null, Sketch = sketch.ToBytes() };
    }
}
