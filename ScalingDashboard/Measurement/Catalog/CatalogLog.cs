namespace ScalingDashboard.Measurement.Catalog;

internal static partial class CatalogLog
{
    [LoggerMessage(2000, LogLevel.Error, "The catalogue could not be read anew; the last one stays in use")]
    public static partial void ReloadFailed(ILogger log, Exception exception);
}
