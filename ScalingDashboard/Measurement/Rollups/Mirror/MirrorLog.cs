namespace ScalingDashboard.Measurement.Rollups.Mirror;

internal static partial class MirrorLog
{
    [LoggerMessage(2220, LogLevel.Information, "Mirrored the day roll-ups of {Metrics} metrics in {Megabytes} MB")]
    public static partial void Loaded(ILogger log, int metrics, long megabytes);

    [LoggerMessage(2221, LogLevel.Information, "The day roll-ups of metric {MetricId} are answered by PostgreSQL: {Reason}")]
    public static partial void Left(ILogger log, int metricId, string reason);

    [LoggerMessage(2222, LogLevel.Information, "What changed since pass {Pass} is no longer on record; the mirror is loaded anew")]
    public static partial void Outdated(ILogger log, long pass);

    [LoggerMessage(2223, LogLevel.Error, "The mirror of the day roll-ups failed; PostgreSQL answers for an hour")]
    public static partial void Failed(ILogger log, Exception exception);

    [LoggerMessage(2224, LogLevel.Warning, "Loading the mirror was put off: {Reason}")]
    public static partial void LoadPutOff(ILogger log, string reason);
}
