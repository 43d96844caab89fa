namespace ScalingDashboard.Measurement.Readings;

internal static partial class ReadingLog
{
    [LoggerMessage(EventId = 2100, Message = "Batch from {Source}: {Accepted} accepted, {Unchanged} unchanged, {Corrected} corrected, {Aside} set aside in {Milliseconds} ms")]
    public static partial void BatchWritten(ILogger log, LogLevel level, string source, int accepted, int unchanged, int corrected, int aside, long milliseconds);

    [LoggerMessage(2101, LogLevel.Warning, "Counts of what came in cannot be written down yet ({Reason}); they are kept and tried again")]
    public static partial void IntakePutOff(ILogger log, string reason);

    [LoggerMessage(2102, LogLevel.Information, "{Count} readings that had been set aside: {State}")]
    public static partial void Decided(ILogger log, int count, string state);
}
