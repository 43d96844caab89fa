namespace ScalingDashboard.Platform.Live;

internal static partial class LiveLog
{
    [LoggerMessage(1100, LogLevel.Warning, "The link to the other hosts was lost ({Reason}); trying again")]
    public static partial void BridgeLost(ILogger log, string reason);
}
