using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Tests.Platform.Ui.Charts;

[Trait("Ring", "Unit")]
public sealed class WaterfallBarTests
{
    [Fact]
    public void Each_step_begins_where_the_one_before_ended()
    {
        var (bars, origin) = WaterfallBar.Of([new("before", 100, true), new("a", 50), new("b", -120), new("now", 30, true)]);
        origin.ShouldBe(0);
        bars.Select(b => (b.From, b.To)).ShouldBe([(0, 66.6667), (66.6667, 100), (100, 20), (0, 20)]);
        bars[2].X.ShouldBe(20);
        bars[2].Width.ShouldBe(80, 0.001);
    }

    [Fact]
    public void Small_steps_between_large_levels_are_seen_and_the_cut_is_told()
    {
        var (bars, origin) = WaterfallBar.Of([new("before", 1000, true), new("a", 10), new("now", 1010, true)]);
        origin.ShouldBeInRange(900, 1000);
        bars[1].Width.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Below_zero_the_scale_begins_below_zero()
    {
        var (bars, origin) = WaterfallBar.Of([new("before", -20, true), new("a", 60), new("now", 40, true)]);
        origin.ShouldBe(-20);
        bars[0].ShouldSatisfyAllConditions(bar => bar.From.ShouldBe(33.3333), bar => bar.To.ShouldBe(0));
    }

    [Fact]
    public void A_step_of_nothing_is_still_a_mark() =>
        WaterfallBar.Of([new("before", 10, true), new("a", 0), new("now", 10, true)]).Bars[1].Width.ShouldBeGreaterThan(0);
}
