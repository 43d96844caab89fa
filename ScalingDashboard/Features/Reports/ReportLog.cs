namespace ScalingDashboard.Features.Reports;

/// <summary>Log messages 3100-3199.</summary>
internal static partial class ReportLog
{
    [LoggerMessage(3100, LogLevel.Error, "Report {Id} given up")]
    public static partial void GaveUp(ILogger log, Exception exception, Guid id);

    [LoggerMessage(3101, LogLevel.Information, "Reports: {Removed} expired, {Stuck} given up")]
    public static partial void CleanedUp(ILogger log, int removed, int stuck);
}
