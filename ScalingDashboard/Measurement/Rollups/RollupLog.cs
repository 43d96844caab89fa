namespace ScalingDashboard.Measurement.Rollups;

internal static partial class RollupLog
{
    [LoggerMessage(2200, LogLevel.Debug, "Pass {Pass} rolled up {Marks} marks in {Milliseconds} ms")]
    public static partial void PassDone(ILogger log, int marks, long pass, long milliseconds);

    [LoggerMessage(2201, LogLevel.Error, "A roll-up pass failed; its marks stay and are tried again")]
    public static partial void PassFailed(ILogger log, Exception exception);

    [LoggerMessage(2202, LogLevel.Warning, "A roll-up pass was put off: {Reason}")]
    public static partial void PassPutOff(ILogger log, string reason);

    [LoggerMessage(2203, LogLevel.Warning, "The database does not answer ({Reason}); figures stay as last known")]
    public static partial void VersionsLost(ILogger log, string reason);

    [LoggerMessage(2204, LogLevel.Information, "Readings from before {FirstDay} are no longer kept: {Months} months dropped; their roll-ups stay")]
    public static partial void ReadingsDropped(ILogger log, DateOnly firstDay, int months);
}
