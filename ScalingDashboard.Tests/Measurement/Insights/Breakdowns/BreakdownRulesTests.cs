using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights.Breakdowns;

[Trait("Ring", "Unit")]
public sealed class BreakdownRulesTests
{
    [Fact]
    public void Parts_of_an_amount_are_themselves()
    {
        var shares = BreakdownRules.Contributions(Of(RollupRule.Sum), new(60, null, 3), [new(10, null, 1), new(20, null, 1), new(30, null, 1)])!.Value;
        shares.Contributions.ShouldBe([10, 20, 30]);
        shares.Unnamed.ShouldBe(0);
        shares.Whole.ShouldBe(60);
    }

    [Fact]
    public void Parts_of_a_ratio_are_over_the_denominator_of_all_and_add_up_whatever_the_rounding()
    {
        // A third each, which no decimal holds.
        var shares = BreakdownRules.Contributions(Of(RollupRule.Ratio, 100), new(3, 9, 3), [new(1, 3, 1), new(1, 3, 1), new(1, 3, 1)])!.Value;
        shares.Contributions.Sum().ShouldBe(shares.Whole);
        shares.Whole.ShouldBe(33.333333333333m);
        shares.Contributions.ShouldAllBe(share => Math.Abs(share - 11.1111111111m) < 0.000000001m);
    }

    [Fact]
    public void What_no_part_names_is_told_and_closes_the_sum()
    {
        var shares = BreakdownRules.Contributions(Of(RollupRule.Last), new(50, null, 2), [new(20, null, 1), default])!.Value;
        shares.Unnamed.ShouldBe(30);
        (shares.Contributions.Sum() + shares.Unnamed).ShouldBe(shares.Whole);
    }

    [Fact]
    public void Of_an_unknown_whole_nothing_is_said() =>
        BreakdownRules.Contributions(Of(RollupRule.Ratio), new(3, 0, 1), [new(3, 0, 1)]).ShouldBeNull();

    [Theory]
    [InlineData(RollupRule.Sum, true)]
    [InlineData(RollupRule.Wmean, true)]
    [InlineData(RollupRule.Pool, false)]
    [InlineData(RollupRule.Distinct, false)]
    [InlineData(RollupRule.Worst, false)]
    [InlineData(RollupRule.NoAgg, false)]
    public void Only_what_adds_up_is_added(RollupRule rule, bool adds) => (BreakdownRules.WhyNoSum(Of(rule)) is null).ShouldBe(adds);

    [Fact]
    public void A_derived_metric_names_its_formula() =>
        BreakdownRules.WhyNoSum(Of(RollupRule.Ratio) with { Derived = "ratio(a, b)" })!.ToString().ShouldContain("ratio(a, b)");

    private static Metric Of(RollupRule rule, decimal scale = 1) => Samples.Metric(rule) with { Scale = scale };
}
