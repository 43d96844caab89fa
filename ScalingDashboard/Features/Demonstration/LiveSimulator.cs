using Microsoft.Extensions.Options;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>
/// Lets the demo company live on: a few readings every second, each with what came together on its line since its last
/// one, so that a day with the simulator sums up to the same as a day of the history.
/// </summary>
internal sealed class LiveSimulator(
    DemoStore store, DemoSender sender, IOptions<SimulatorOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>How often reports that have come due are sent and the state is remembered.</summary>
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(20);

    /// <summary>Lines without anything to say are passed over, up to so many for each reading wanted.</summary>
    private const int TriesForOne = 8;

    public async Task RunAsync(DemoHistory history, CancellationToken cancellationToken)
    {
        var began = clock.GetUtcNow();
        var lines = Shuffle(history.LiveLines);
        var since = new DateTimeOffset[lines.Length];
        Array.Fill(since, began);
        var (next, checkedAt) = (0, began);
        using var timer = new PeriodicTimer(Tick, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();
            await sender.SendAsync(DemoSender.Simulator, Collect(history, lines, since, ref next, now), cancellationToken);
            if (now - checkedAt < CheckEvery)
                continue;
            await ReportDueAsync(history, checkedAt, now, cancellationToken);
            await store.MoveLiveAsync(now, cancellationToken);
            checkedAt = now;
        }
    }

    private List<DemoReading> Collect(DemoHistory history, DemoLine[] lines, DateTimeOffset[] since, ref int next, DateTimeOffset now)
    {
        var wanted = options.Value.ReadingsPerSecond;
        var batch = new List<DemoReading>(wanted);
        for (var tries = Math.Min(lines.Length, wanted * TriesForOne); tries > 0 && batch.Count < wanted; tries--)
        {
            var i = next++ % lines.Length;
            next %= lines.Length;
            if (history.Live(lines[i], since[i], now) is not { } reading)
                continue;
            batch.Add(reading);
            since[i] = now;
        }
        return batch;
    }

    /// <summary>Sends the reports by the day, week and month that came due between two instants.</summary>
    private async Task ReportDueAsync(DemoHistory history, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var due = new List<DemoReading>();
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(until.UtcDateTime); day = day.AddDays(1))
            due.AddRange(history.Reports(day, from, until));
        await sender.SendAsync(DemoSender.History, due, cancellationToken);
    }

    /// <summary>In an order that mixes metrics and units, the same at every start.</summary>
    private static DemoLine[] Shuffle(IReadOnlyList<DemoLine> lines) =>
        [.. lines.OrderBy(l => DemoNoise.Uniform(DemoNoise.Combine((ulong)l.Series, l.Metric)))];
}
