using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Gives the catalogue a demo company's own targets and places ("local adaptation while maintaining enterprise
/// standards", as the playbook has it).</summary>
public sealed class DemoCatalogAdaptation(DemoCompany company) : ICatalogAdaptation
{
    public IReadOnlyList<Metric> Adapt(IReadOnlyList<Metric> metrics)
    {
        var changes = company.Adaptations.ToDictionary(a => a.Metric, StringComparer.Ordinal);
        return [.. metrics.Select(m => !changes.TryGetValue(m.Key, out var change) ? m : m with
        {
            Rank = change.Rank,
            Target = change.Target ?? m.Target,
            Amber = change.Target is null ? m.Amber : change.Amber,
        })];
    }
}
