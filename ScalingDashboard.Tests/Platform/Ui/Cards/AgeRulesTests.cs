using ScalingDashboard.Platform.Ui.Cards;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Ui.Cards;

[Trait("Ring", "Unit")]
public sealed class AgeRulesTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(60, AgeState.Live)]
    [InlineData(61, AgeState.Late)]
    [InlineData(120, AgeState.Late)]
    [InlineData(121, AgeState.Stale)]
    public void What_was_live_grows_late_and_stale_while_nothing_arrives(int minutes, AgeState expected) =>
        AgeRules.At(AgeState.Live, Samples.Noon, Samples.Noon, Hour, Samples.Noon.AddMinutes(minutes)).ShouldBe(expected);

    [Fact]
    public void A_judgement_by_another_measure_does_not_age() =>
        // Live although the newest reading is a month old: somebody looks at a closed period.
        AgeRules.At(AgeState.Live, Samples.Noon, Samples.Noon.AddDays(-30), Hour, Samples.Noon.AddDays(1)).ShouldBe(AgeState.Live);

    [Theory]
    [InlineData(AgeState.None)]
    [InlineData(AgeState.Error)]
    public void What_never_came_does_not_age(AgeState state) =>
        AgeRules.At(state, Samples.Noon, null, Hour, Samples.Noon.AddDays(9)).ShouldBe(state);
}
