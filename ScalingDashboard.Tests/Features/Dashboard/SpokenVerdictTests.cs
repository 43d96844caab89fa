using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class SpokenVerdictTests : BunitContext
{
    private readonly FakeClock _clock = new();

    public SpokenVerdictTests() => Services.AddSingleton<TimeProvider>(_clock).AddSingleton<AgeTicker>();

    [Fact]
    public void Only_a_change_of_status_is_said_and_at_most_once_a_minute()
    {
        var spoken = Render<SpokenVerdict>(p => p.Add(s => s.Tally, OffTrack(0)));
        Said(spoken).ShouldBe("");
        Change(spoken, OffTrack(1));
        Said(spoken).ShouldBe("1 of 16 panels is off track.");

        _clock.Advance(TimeSpan.FromSeconds(30));
        Change(spoken, OffTrack(2));
        Said(spoken).ShouldBe("1 of 16 panels is off track.");

        // Nothing else happens: the clock alone brings what was held back.
        _clock.Advance(TimeSpan.FromSeconds(35));
        spoken.WaitForAssertion(() => Said(spoken).ShouldBe("2 of 16 panels are off track."));
    }

    [Fact]
    public async Task It_leaves_the_clock_with_the_page()
    {
        var ticker = Services.GetRequiredService<AgeTicker>();
        Render<SpokenVerdict>(p => p.Add(s => s.Tally, OffTrack(0)));
        ticker.ListenerCount.ShouldBe(1);
        await DisposeComponentsAsync();
        ticker.ListenerCount.ShouldBe(0);
    }

    private static Tally OffTrack(int count) => new(16 - count, 0, count, 0, 0, 0);

    private static void Change(IRenderedComponent<SpokenVerdict> spoken, Tally tally) => spoken.Render(p => p.Add(s => s.Tally, tally));

    private static string Said(IRenderedComponent<SpokenVerdict> spoken) => spoken.Find("[role=status]").TextContent;
}
