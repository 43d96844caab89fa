using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Loads the mirror in the background, metric by metric in the order of the board: the host serves from the start,
/// the first figures from PostgreSQL.</summary>
internal sealed class MirrorLoader(RollupMirror mirror, MetricCatalog catalog, IOptions<RollupOptions> options, TimeProvider clock, ILogger<MirrorLoader> log) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.MirrorMegabytes == 0)
            return;
        // Not on the thread that starts the host.
        await Task.Yield();
        mirror.Ask(catalog.Current.Metrics.OrderBy(m => m.Rank ?? int.MaxValue).ThenBy(m => m.Id).Select(m => m.Id));
        await foreach (var metricId in mirror.Asked.ReadAllAsync(stoppingToken))
        {
            await LoadAsync(metricId, stoppingToken);
            if (mirror.Asked.Count == 0)
                MirrorLog.Loaded(log, mirror.Metrics, mirror.Size >> 20);
        }
    }

    private async Task LoadAsync(int metricId, CancellationToken cancellationToken)
    {
        // What is kept of a sketch rule are no numbers.
        if (catalog.Current.FindMetric(metricId) is { Rollup: var rule } && rule.IsSketch())
            return;
        try
        {
            await mirror.LoadAsync(metricId, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            MirrorLog.LoadPutOff(log, e.Message);
            mirror.Ask([metricId]);
            await Task.Delay(RetryAfter, clock, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The host goes on without what only saves time.
            MirrorLog.Failed(log, e);
        }
    }
}
