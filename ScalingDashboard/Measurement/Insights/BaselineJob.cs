using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Freezes the baselines of indices that have none: once its days are over, rolled up, and followed by newer
/// readings, so that it is not frozen while history is still on its way.</summary>
internal sealed class BaselineJob(
    MetricCatalog catalog, CatalogStore store, BaselineReader baselines, RollupReader rollups, RollupVersions versions, ReportingCalendar calendar,
    NpgsqlDataSource database, ILogger<BaselineJob> log) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        foreach (var metric in catalog.Current.Metrics)
            if (metric.Baseline is null && DerivedFormula.Of(metric) is { Kind: DerivedKind.Index } formula)
                await FreezeAsync(metric, formula, cancellationToken);
    }

    private async Task FreezeAsync(Metric metric, DerivedFormula formula, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        if (current.FindMetric(formula.Inputs[0]) is not { } input || await WaitsAsync(input, formula, cancellationToken))
            return;
        var known = await versions.NewestAsync(cancellationToken);
        var all = current.Resolve(SliceFilter.Everything, UnitScope.All);
        var (lastAt, _) = await rollups.ReadLatestAsync(input, all, known.Pass, cancellationToken);
        if (lastAt < calendar.StartOf(formula.To.AddDays(1)) || await baselines.ReadAsync(input, formula, all, known.Pass, cancellationToken) is not { } value)
            return;
        await store.FreezeAsync(metric, new FrozenBaseline(known.Pass, value), cancellationToken);
        InsightsLog.BaselineFrozen(log, metric.Key, value, known.Pass);
    }

    /// <summary>True while a day of the baseline is still to be rolled up.</summary>
    private async Task<bool> WaitsAsync(Metric input, DerivedFormula formula, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT EXISTS (SELECT FROM dirty_buckets WHERE metric_id = $1 AND hour < $2)");
        command.Parameters.Add(new() { Value = input.Id });
        command.Parameters.Add(new() { Value = calendar.StartOf(formula.To.AddDays(1)).UtcDateTime });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
