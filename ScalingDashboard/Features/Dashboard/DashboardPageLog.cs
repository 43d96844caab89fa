namespace ScalingDashboard.Features.Dashboard;

/// <summary>What the page writes to the log.</summary>
internal static partial class DashboardPageLog
{
    [LoggerMessage(3050, LogLevel.Error, "The dashboard could not be loaded; its readers see the last known figures.")]
    public static partial void LoadFailed(ILogger logger, Exception exception);
}
