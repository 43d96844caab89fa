namespace ScalingDashboard.Platform.Jobs;

/// <summary>Log messages 1300-1399.</summary>
internal static partial class JobLog
{
    [LoggerMessage(EventId = 1300, Message = "Job {Job}({Argument}) done in {Milliseconds:F0} ms, attempt {Attempt}")]
    public static partial void Succeeded(this ILogger log, LogLevel level, string job, string? argument, int attempt, double milliseconds);

    [LoggerMessage(1301, LogLevel.Error, "Job {Job}({Argument}) failed after {Milliseconds:F0} ms, attempt {Attempt}, last attempt: {Last}")]
    public static partial void Failed(this ILogger log, Exception error, string job, string? argument, int attempt, bool last, double milliseconds);

    [LoggerMessage(1302, LogLevel.Warning, "Job {Job}({Argument}) cancelled after {Milliseconds:F0} ms because the host stops; a queued run is taken up again")]
    public static partial void Cancelled(this ILogger log, string job, string? argument, double milliseconds);

    [LoggerMessage(1303, LogLevel.Information, "Job {Job} scheduled every {Every}")]
    public static partial void Scheduled(this ILogger log, string job, TimeSpan every);

    [LoggerMessage(1304, LogLevel.Information, "Job {Job} taken off the schedule")]
    public static partial void Unscheduled(this ILogger log, string job);

    [LoggerMessage(1305, LogLevel.Warning, "The database is away, so how the last jobs ended is not written down; another host, or the next start, takes them up again")]
    public static partial void StoppedWithoutNote(this ILogger log);

    [LoggerMessage(1306, LogLevel.Warning, "Job {Job}({Argument}) put off after {Milliseconds:F0} ms, attempt {Attempt}, because of the database: {Reason}")]
    public static partial void PutOff(this ILogger log, string job, string? argument, int attempt, string reason, double milliseconds);
}
