using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>
/// Writes the history of the demo company, newest days first. What is written is remembered by chunk, so a kill costs
/// one chunk; writing a chunk twice changes nothing.
/// </summary>
internal sealed class DemoLoader(
    DemoStore store, DemoSender sender, RollupWork rollups, MetricCatalog catalog, DemoProgress progress, TimeProvider clock, ILogger<DemoLoader> log)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(3);

    /// <summary>A shorter time without live readings is left to the simulator.</summary>
    private static readonly TimeSpan WorthFilling = TimeSpan.FromMinutes(1);

    /// <summary>Loads what is missing up to now, and returns the history for the simulator to go on with.</summary>
    public async Task<DemoHistory> RunAsync(DemoCompany company, CancellationToken cancellationToken)
    {
        var state = await store.BeginAsync(company.Key, clock.GetUtcNow(), cancellationToken);
        var current = catalog.Current;
        var history = new DemoHistory(company, current.Metrics, current.Functions, current.Waves, state.Anchor);
        await FillAsync(history, state.LiveUntil, cancellationToken);
        await LoadAsync(company, history, state, cancellationToken);
        return history;
    }

    /// <summary>Writes what came due while no host was running.</summary>
    private async Task FillAsync(DemoHistory history, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - since < WorthFilling)
            return;
        while (since < now)
        {
            var day = DateOnly.FromDateTime(since.UtcDateTime);
            var nextDay = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var until = nextDay < now ? nextDay : now;
            await sender.SendAsync(DemoSender.History, history.Day(day, since, until), cancellationToken);
            await store.MoveLiveAsync(until, cancellationToken);
            since = until;
        }
    }

    private async Task LoadAsync(DemoCompany company, DemoHistory history, DemoState state, CancellationToken cancellationToken)
    {
        var plan = DemoPlan.Of(history.FirstDay, history.Anchor);
        var (done, readings) = await store.ReadChunksAsync(cancellationToken);
        var missing = plan.Where(chunk => !done.Contains(chunk.First)).ToList();
        if (missing.Count == 0)
            return;
        DemonstrationLog.Loading(log, company.Name, history.FirstDay, history.Anchor);
        var (started, reported, before) = (clock.GetTimestamp(), clock.GetTimestamp(), readings);
        // While one chunk is written the next is generated and the one before is rolled up. Not further ahead than that:
        // the newest days would wait under a heap of old ones, and "complete" would be said before the figures are.
        var next = Generate(history, state, missing[0], cancellationToken);
        var rolledUp = Task.CompletedTask;
        for (var i = 0; i < missing.Count; i++)
        {
            var batch = await next;
            next = i + 1 < missing.Count ? Generate(history, state, missing[i + 1], cancellationToken) : next;
            await sender.SendAsync(DemoSender.History, batch, cancellationToken);
            await store.MarkDoneAsync(missing[i], batch.Count, cancellationToken);
            await rolledUp;
            rolledUp = rollups.RunAsync(cancellationToken);
            readings += batch.Count;
            var share = 1 - (missing.Count - 1.0 - i) / plan.Count;
            progress.Report(new DemoProgressState(DemoStage.Loading, share, readings, missing[i].First));
            if (clock.GetElapsedTime(reported) < ReportEvery)
                continue;
            reported = clock.GetTimestamp();
            DemonstrationLog.Loaded(log, (int)(share * 100), readings, missing[i].First);
        }
        await rolledUp;
        DemonstrationLog.Done(log, readings - before, (int)clock.GetElapsedTime(started).TotalSeconds);
    }

    private static Task<List<DemoReading>> Generate(DemoHistory history, DemoState state, DemoChunk chunk, CancellationToken cancellationToken) =>
        Task.Run(() => chunk.Days.SelectMany(day => history.Day(day, DateTimeOffset.MinValue, state.LoadedUntil)).ToList(), cancellationToken);
}
