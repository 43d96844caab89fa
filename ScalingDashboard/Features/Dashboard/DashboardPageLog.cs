namespace ScalingDashboard.Features.Dashboard;

/// <summary>What the page writes to the log.</summary>
internal static partial class DashboardPageLog
{
    [LoggerMessage(3050, LogLevel.Error, "The dashboard could not be loaded; its readers see the last known figures.")]
    public static partial void LoadFailed(ILogger logger, Exception exception);

    [LoggerMessage(3051, LogLevel.Error, "The restatements of a figure could not be read; its reader sees the figure without them.")]
    public static partial void RestatementsFailed(ILogger logger, Exception exception);

    [LoggerMessage(3052, LogLevel.Error, "What a figure is made of could not be read; its reader sees the figure without it.")]
    public static partial void EvidenceFailed(ILogger logger, Exception exception);

    [LoggerMessage(3053, LogLevel.Error, "The panel {Panel} could not be drawn; its readers see that, and the other panels.")]
    public static partial void PanelBroken(ILogger logger, string panel, Exception exception);
}
