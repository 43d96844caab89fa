using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Live;

/// <summary>How long changes take to the screens, as the product says it of itself.</summary>
[Trait("Ring", "Unit")]
public sealed class LiveLatencyTests : IDisposable
{
    private readonly FakeClock _clock = new(Samples.Noon);
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LiveLatency _latency;

    public LiveLatencyTests() => _latency = new(_clock, _services.GetRequiredService<IMeterFactory>());

    [Fact]
    public void Median_and_the_nineteen_of_twenty_are_those_of_the_last_minutes()
    {
        _latency.Recent().ShouldBeNull();
        Draw(900);
        _clock.Advance(LiveLatency.Window + TimeSpan.FromSeconds(1));
        _latency.Recent().ShouldBeNull();

        for (var i = 1; i <= 20; i++)
            Draw(i * 10);
        var summary = new LatencySummary(20, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(190));
        _latency.Recent().ShouldBe(summary);
        // Asked again within a second, it says what it said.
        Draw(500);
        _latency.Recent().ShouldBe(summary);
    }

    [Fact]
    public void Clocks_of_two_hosts_that_differ_make_no_time_less_than_none()
    {
        _latency.Drawn(_clock.GetUtcNow().AddSeconds(3));
        _latency.Recent().ShouldBe(new LatencySummary(1, TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void Of_readings_that_wait_the_first_counts_and_a_pass_that_was_undone_gives_it_back()
    {
        var waiting = new WaitingReadings(_clock);
        waiting.Take().ShouldBeNull();
        waiting.Note();
        _clock.Advance(TimeSpan.FromSeconds(1));
        waiting.Note();
        var taken = waiting.Take();
        taken.ShouldBe(Samples.Noon);
        waiting.Take().ShouldBeNull();

        waiting.PutBack(taken);
        waiting.Note();
        waiting.Take().ShouldBe(Samples.Noon);
    }

    public void Dispose()
    {
        _latency.Dispose();
        _services.Dispose();
    }

    private void Draw(int milliseconds)
    {
        var committed = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        _latency.Drawn(committed);
    }
}
