using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Lists the restatements behind a figure that is shown.</summary>
public interface IPanelRestatements
{
    /// <param name="shown">The snapshot the figure stands in: the list is as known with it.</param>
    /// <param name="query">What the snapshot answers.</param>
    Task<RestatementPage> ReadAsync(DashboardSnapshot shown, DashboardQuery query, Metric metric, int limit, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IPanelRestatements"/>
internal sealed class PanelRestatements(RestatementReader reader, MetricCatalog catalog) : IPanelRestatements
{
    public Task<RestatementPage> ReadAsync(DashboardSnapshot shown, DashboardQuery query, Metric metric, int limit, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var slice = current.Resolve(query.Filter, query.Scope);
        return reader.ReadAsync(metric, slice, shown.Period, new Knowledge(shown.Version, shown.AsOf), current.Units, limit, cancellationToken);
    }
}
