namespace ScalingDashboard.Measurement.Catalog.Seed;

internal static partial class SeedLog
{
    [LoggerMessage(2050, LogLevel.Information, "Catalogue ready: {Metrics} metrics, {Functions} functions, {Waves} waves")]
    public static partial void CatalogSeeded(ILogger log, int metrics, int functions, int waves);
}
