namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Changes seeded metrics before they are stored, for example with a company's own targets and places.
/// Collected by dependency injection.</summary>
public interface ICatalogAdaptation
{
    IReadOnlyList<Metric> Adapt(IReadOnlyList<Metric> metrics);
}
