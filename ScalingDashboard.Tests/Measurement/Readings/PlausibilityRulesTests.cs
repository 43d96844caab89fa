using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Readings;

[Trait("Ring", "Unit")]
public sealed class PlausibilityRulesTests
{
    private static readonly Metric Share = Samples.Metric(RollupRule.Ratio) with { Unit = "%", Scale = 100, PlausibleLow = 0, PlausibleHigh = 100 };
    private static readonly Metric Count = Samples.Metric() with { Unit = "count", PlausibleLow = 0, LargestJump = 10 };

    [Theory]
    [InlineData(50, 100, true)]
    [InlineData(100, 100, true)]
    [InlineData(0, 100, true)]
    [InlineData(3, 3, true)]
    [InlineData(100.0001, 100, false)]
    [InlineData(412, 100, false)]
    [InlineData(-1, 100, false)]
    [InlineData(5, 0, true)] // A numerator of nothing says nothing by itself.
    public void A_ratio_is_judged_in_its_own_unit(double value, double weight, bool plausible) =>
        (PlausibilityRules.OutOfRange(Share, Of((decimal)value, (decimal)weight)) is null).ShouldBe(plausible);

    [Fact]
    public void What_was_found_and_what_is_plausible_are_said_in_the_metrics_unit()
    {
        var reason = PlausibilityRules.OutOfRange(Share, Of(412, 100)).ShouldNotBeNull();
        (reason.Code, reason.Found, reason.Expected).ShouldBe(("implausible-range", "412 %", "0 to 100 %"));
        PlausibilityRules.OutOfRange(Count, Of(-3)).ShouldNotBeNull().Expected.ShouldBe("0 or more");
        PlausibilityRules.OutOfRange(Share with { PlausibleLow = null }, Of(412, 100)).ShouldNotBeNull().Expected.ShouldBe("100 % or less");
    }

    [Fact]
    public void Borders_that_no_division_hits_are_hit()
    {
        // 1/3 of 100 is no decimal; three thirds are.
        var third = Share with { PlausibleHigh = 33.3m };
        PlausibilityRules.OutOfRange(third, Of(0.333m * 7, 7)).ShouldBeNull();
        PlausibilityRules.OutOfRange(third, Of(0.333m * 7 + 0.0001m, 7)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1000.01, false)]
    [InlineData(10, true)]
    [InlineData(9.99, false)]
    [InlineData(0, true)] // Zero is no factor of anything.
    [InlineData(-100, true)] // Nor is another sign: that is for the range to say.
    public void A_jump_is_a_factor_up_or_down_from_the_usual(double value, bool plausible) =>
        (PlausibilityRules.Jump(Count, Of((decimal)value), [90, 100, 110]) is null).ShouldBe(plausible);

    [Fact]
    public void One_outlier_among_those_before_moves_nothing() =>
        PlausibilityRules.Jump(Count, Of(105), [100, 95, 1_000_000, 102, 99]).ShouldBeNull();

    [Fact]
    public void Nothing_is_usual_after_two_readings_or_after_zeros()
    {
        PlausibilityRules.Jump(Count, Of(1_000_000), [1, 1]).ShouldBeNull();
        PlausibilityRules.Jump(Count, Of(1_000_000), [0, 0, 0]).ShouldBeNull();
        PlausibilityRules.Jump(Count with { LargestJump = null }, Of(1_000_000), [1, 1, 1]).ShouldBeNull();
    }

    [Fact]
    public void A_jump_is_explained_by_what_was_usual() =>
        PlausibilityRules.Jump(Count, Of(412_000), [400, 412, 420, 405, 430]).ShouldNotBeNull().Expected
            .ShouldBe("at most 10 times as much or as little as usual, which is 412 (median of the 5 readings before)");

    [Fact]
    public void The_largest_numbers_there_are_break_no_arithmetic()
    {
        var extreme = Share with { PlausibleHigh = 9_999_999_999_999_999m, LargestJump = 1_000_000 };
        foreach (var value in new[] { 9_999_999_999_999_999m, -9_999_999_999_999_999m })
            foreach (var weight in new[] { 0.0000000000000000000000000001m, 999_999_999_999m, 1m, 0m })
            {
                _ = PlausibilityRules.OutOfRange(extreme, Of(value, weight));
                _ = PlausibilityRules.Jump(extreme, Of(value, weight), [1e22m, -1e22m, 0.0000000000000000000000000001m]);
                _ = PlausibilityRules.Jump(extreme, Of(value, weight), [1e22m, 1e22m, 1e22m]);
            }
    }

    private static Reading Of(decimal value, decimal? weight = null) => new(1, 1, 0, Samples.Noon, "", value, weight);
}
