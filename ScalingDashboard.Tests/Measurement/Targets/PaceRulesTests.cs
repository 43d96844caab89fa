using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Targets;

[Trait("Ring", "Unit")]
public sealed class PaceRulesTests
{
    private static readonly RunningSpan Quarter = new(new(2026, 10, 1), new(2026, 12, 31), 92_000_000);

    [Fact]
    public void What_is_left_is_shared_out_over_the_days_that_are_left()
    {
        var pace = PaceRules.Of(Samples.Metric(), Quarter, 20_000_000, 40)!;
        (pace.Due, pace.PerDay, pace.Ends).ShouldBe((40_000_000m, 500_000m, 46_000_000m));
        pace.Needed.ShouldBe(1_384_615.38m);
        pace.Words.ShouldBe("$500\u202Fk a day so far, $1.38\u202FM a day needed to reach $92\u202FM by 31 Dec 2026; $46\u202FM by then at the present pace");
    }

    [Fact]
    public void A_goal_that_is_reached_needs_nothing_more()
    {
        var pace = PaceRules.Of(Samples.Metric(), Quarter, 93_000_000, 40)!;
        pace.Needed.ShouldBe(0);
        pace.Words.ShouldContain("$92\u202FM by 31 Dec 2026 is reached");
    }

    [Theory]
    [InlineData(40, "at most $1\u202FM a day to stay within")]
    [InlineData(93, "is already passed")]
    public void Where_less_is_better_the_pace_is_one_to_stay_under(int spent, string said) =>
        PaceRules.Of(Samples.Metric() with { Direction = Direction.Lower }, Quarter, spent * 1_000_000m, 40)!.Words.ShouldContain(said);

    [Theory]
    [InlineData(0)]
    [InlineData(92)]
    public void There_is_no_pace_before_a_span_and_after_it(int passed) =>
        PaceRules.Of(Samples.Metric(), Quarter, 1, passed).ShouldBeNull();
}
