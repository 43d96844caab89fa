using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Gives the catalogue a demo company's own targets and places ("local adaptation while maintaining enterprise
/// standards", as the playbook has it).</summary>
internal sealed class DemoCatalogAdaptation(DemoChoice choice) : ICatalogAdaptation
{
    public IReadOnlyList<Metric> Adapt(IReadOnlyList<Metric> metrics) =>
        choice.Company is { } company ? Apply(company.Adaptations, metrics) : metrics;

    public static IReadOnlyList<Metric> Apply(IReadOnlyList<DemoAdaptation> adaptations, IReadOnlyList<Metric> metrics)
    {
        var changes = adaptations.ToDictionary(a => a.Metric, StringComparer.Ordinal);
        return [.. metrics.Select(m => !changes.TryGetValue(m.Key, out var change) ? m : m with
        {
            Rank = change.Rank,
            Target = change.Target ?? m.Target,
            Amber = change.Target is null ? m.Amber : change.Amber,
        })];
    }
}
