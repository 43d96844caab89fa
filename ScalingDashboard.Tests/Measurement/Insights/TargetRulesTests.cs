using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class TargetRulesTests
{
    [Theory]
    [InlineData(Direction.Higher, 100, TargetStatus.OnTrack)]
    [InlineData(Direction.Higher, 90, TargetStatus.AtRisk)]
    [InlineData(Direction.Higher, 89.9, TargetStatus.OffTrack)]
    [InlineData(Direction.Lower, 100, TargetStatus.OnTrack)]
    [InlineData(Direction.Lower, 110, TargetStatus.AtRisk)]
    [InlineData(Direction.Lower, 110.1, TargetStatus.OffTrack)]
    [InlineData(Direction.None, 500, TargetStatus.Unknown)]
    public void A_figure_is_judged_by_its_direction(Direction direction, double value, TargetStatus expected) =>
        Judge(Samples.Metric() with { Direction = direction, Target = 100 }, (decimal)value).ShouldBe(expected);

    [Theory]
    [InlineData(60, TargetStatus.OnTrack)]
    [InlineData(37, TargetStatus.AtRisk)]
    [InlineData(88, TargetStatus.AtRisk)]
    [InlineData(30, TargetStatus.OffTrack)]
    public void A_band_is_judged_on_both_sides(double value, TargetStatus expected) =>
        Judge(Samples.Metric() with { Direction = Direction.Band, BandLow = 40, BandHigh = 80 }, (decimal)value).ShouldBe(expected);

    [Fact]
    public void A_target_of_zero_is_met_only_by_zero()
    {
        var metric = Samples.Metric() with { Direction = Direction.Lower, Target = 0, Amber = 2 };
        new[] { 0m, 1m, 3m }.Select(v => Judge(metric, v)).ShouldBe([TargetStatus.OnTrack, TargetStatus.AtRisk, TargetStatus.OffTrack]);
    }

    [Fact]
    public void A_yearly_target_is_shared_out_by_the_days_that_have_passed() =>
        TargetRules.Own(Samples.Metric() with { Target = 365, TargetPerYear = true }, 15, isWhole: true).ShouldBe(new PeriodTarget(15, 13.5m));

    [Fact]
    public void An_incomplete_figure_gets_no_status()
    {
        var (status, reason) = TargetRules.Judge(Samples.Metric() with { Target = 1 }, 5, new PeriodTarget(1, 0.9m), complete: false, 3, 12);
        (status, reason).ShouldBe((TargetStatus.Unknown, "Incomplete: 3 of 12 units reported."));
    }

    [Theory]
    [InlineData(Direction.Higher, "h", 98_760.5, "98.8~% of target, rule: on track from 100~k~h, at risk from 90~k~h")]
    [InlineData(Direction.Lower, "%", 99.996, "99.99~% of target, rule: on track up to 100~%, at risk up to 110~%")]
    public void A_reason_has_rounded_amounts_with_their_unit(Direction direction, string unit, double value, string expected)
    {
        var metric = Samples.Metric() with { Direction = direction, Unit = unit, Target = unit == "%" ? 100 : 100_000 };
        TargetRules.Judge(metric, (decimal)value, TargetRules.Own(metric, 30, isWhole: true), complete: true, 1, 1).Reason.ToString().ShouldBe(expected.Replace('~', '\u202F'));
    }

    private static TargetStatus Judge(Metric metric, decimal value) =>
        TargetRules.Judge(metric, value, TargetRules.Own(metric, 30, isWhole: true), complete: true, 1, 1).Status;
}
