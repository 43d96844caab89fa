namespace ScalingDashboard.Measurement.Catalog;

/// <summary>One kind of thing in the catalogue and the table that holds it.</summary>
/// <param name="Name">The kind in <c>catalog_history</c>.</param>
/// <param name="Key">The column that names one of them for ever.</param>
internal sealed record CatalogKind(string Name, string Table, string Key)
{
    public static readonly CatalogKind Metrics = new("metric", "metrics", "key");
    public static readonly CatalogKind Units = new("unit", "business_units", "code");
    public static readonly CatalogKind Systems = new("system", "ai_systems", "code");
    public static readonly CatalogKind Functions = new("function", "business_functions", "code");
    public static readonly CatalogKind Waves = new("wave", "scaling_waves", "number");
    public static readonly CatalogKind Outcomes = new("outcome", "outcomes", "key");
    public static readonly CatalogKind Kpis = new("kpi", "scaling_kpis", "key");
    public static readonly CatalogKind Trajectories = new("target", "metric_targets", "key");
}
