using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Ui;

[Trait("Ring", "Unit")]
public sealed class AgeTickerTests
{
    [Fact]
    public void One_clock_serves_all_listeners_until_they_leave()
    {
        var clock = new FakeClock();
        using var ticker = new AgeTicker(clock);
        var (first, second) = (0, 0);
        var one = ticker.Listen(() => first++);
        using var two = ticker.Listen(() => second++);

        clock.Advance(AgeTicker.Interval);
        one.Dispose();
        clock.Advance(AgeTicker.Interval);

        (first, second).ShouldBe((1, 2));
        ticker.ListenerCount.ShouldBe(1);
    }

    [Fact]
    public void A_listener_that_came_after_all_had_left_is_served_as_well()
    {
        var clock = new FakeClock();
        using var ticker = new AgeTicker(clock);
        ticker.Listen(() => { }).Dispose();
        var ticks = 0;
        using var late = ticker.Listen(() => ticks++);
        clock.Advance(2 * AgeTicker.Interval);
        ticks.ShouldBe(2);
    }
}
