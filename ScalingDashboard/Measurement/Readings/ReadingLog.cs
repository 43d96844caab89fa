namespace ScalingDashboard.Measurement.Readings;

internal static partial class ReadingLog
{
    [LoggerMessage(2100, LogLevel.Information, "Batch from {Source}: {Accepted} accepted, {Unchanged} unchanged, {Corrected} corrected in {Milliseconds} ms")]
    public static partial void BatchWritten(ILogger log, string source, int accepted, int unchanged, int corrected, long milliseconds);
}
