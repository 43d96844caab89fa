namespace ScalingDashboard.Measurement.Insights;

internal static partial class InsightsLog
{
    [LoggerMessage(2400, LogLevel.Information, "The baseline of {Metric} is frozen at {Value}, as known after pass {Pass}")]
    public static partial void BaselineFrozen(ILogger log, string metric, decimal value, long pass);
}
