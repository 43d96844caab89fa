namespace ScalingDashboard.Measurement.Catalog;

/// <summary>The current <see cref="CatalogSnapshot"/>, replaced whole when something in it changes on any host.</summary>
public sealed class MetricCatalog
{
    private volatile CatalogSnapshot _current = CatalogSnapshot.Empty;

    public CatalogSnapshot Current => _current;

    public void Replace(CatalogSnapshot next) => _current = next;
}
