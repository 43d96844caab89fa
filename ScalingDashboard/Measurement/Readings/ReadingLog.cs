namespace ScalingDashboard.Measurement.Readings;

internal static partial class ReadingLog
{
    [LoggerMessage(EventId = 2100, Message = "Batch from {Source}: {Accepted} accepted, {Unchanged} unchanged, {Corrected} corrected in {Milliseconds} ms")]
    public static partial void BatchWritten(ILogger log, LogLevel level, string source, int accepted, int unchanged, int corrected, long milliseconds);
}
