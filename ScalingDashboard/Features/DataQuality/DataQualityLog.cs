namespace ScalingDashboard.Features.DataQuality;

internal static partial class DataQualityLog
{
    [LoggerMessage(3500, LogLevel.Error, "The page of the data quality can not be read")]
    public static partial void LoadFailed(ILogger log, Exception exception);
}
