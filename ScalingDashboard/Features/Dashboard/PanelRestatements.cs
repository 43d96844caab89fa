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
internal sealed class PanelRestatements(RestatementReader reader, KnownMoments moments) : IPanelRestatements
{
    public async Task<RestatementPage> ReadAsync(DashboardSnapshot shown, DashboardQuery query, Metric metric, int limit, CancellationToken cancellationToken)
    {
        var known = await moments.WithCatalogAsync(new Knowledge(shown.Version, shown.AsOf), cancellationToken);
        return await reader.ReadAsync(metric, known.Catalog.Resolve(query.Filter, query.Scope), shown.Period, known, limit, cancellationToken);
    }
}
