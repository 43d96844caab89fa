namespace ScalingDashboard.Features.Dashboard;

internal static partial class DashboardLog
{
    [LoggerMessage(3000, LogLevel.Warning, "Changed panels could not be sent to the hub's clients; they get them with the next change")]
    public static partial void RelayFailed(ILogger log, Exception exception);
}
