namespace ScalingDashboard.Features.Demonstration;

internal static partial class DemonstrationLog
{
    [LoggerMessage(3300, LogLevel.Information, "Loading the history of the demo company ({Company}) from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}, newest days first")]
    public static partial void Loading(ILogger log, string company, DateOnly firstDay, DateOnly lastDay);

    [LoggerMessage(3301, LogLevel.Information, "Demo history: {Percent} % ({Readings} readings, back to {Day:yyyy-MM-dd})")]
    public static partial void Loaded(ILogger log, int percent, long readings, DateOnly day);

    [LoggerMessage(3302, LogLevel.Information, "Demo history complete: {Readings} readings in {Seconds} s")]
    public static partial void Done(ILogger log, long readings, int seconds);

    [LoggerMessage(3303, LogLevel.Information, "The simulator sends {PerSecond} readings a second; Simulator:Enabled=false switches it off")]
    public static partial void Simulating(ILogger log, int perSecond);

    [LoggerMessage(3304, LogLevel.Warning, "The demonstration was interrupted ({Reason}); it goes on when the database answers")]
    public static partial void Interrupted(ILogger log, string reason);
}
