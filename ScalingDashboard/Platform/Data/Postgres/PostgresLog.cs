namespace ScalingDashboard.Platform.Data.Postgres;

internal static partial class PostgresLog
{
    [LoggerMessage(1000, LogLevel.Information, "Creating a private PostgreSQL {Major} cluster in {Folder}")]
    public static partial void Creating(this ILogger logger, int major, string folder);

    [LoggerMessage(1001, LogLevel.Information, "Private PostgreSQL {Major} is ready, database {Database}, data in {Folder}, {Milliseconds} ms")]
    public static partial void Started(this ILogger logger, int major, string database, string folder, long milliseconds);

    [LoggerMessage(1002, LogLevel.Warning, "Stopping PostgreSQL process {Process}, left over from a run that was killed")]
    public static partial void StoppingLeftover(this ILogger logger, int process);

    [LoggerMessage(1003, LogLevel.Information, "Private PostgreSQL stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(1004, LogLevel.Warning, "Private PostgreSQL did not stop within {Seconds} s, stopping it at once; it recovers at its next start")]
    public static partial void StoppingAtOnce(this ILogger logger, int seconds);

    [LoggerMessage(1005, LogLevel.Information, "Waiting for PostgreSQL at {Host}: {Reason}")]
    public static partial void Waiting(this ILogger logger, string? host, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "Private PostgreSQL ended by itself, starting it again, attempt {Attempt}")]
    public static partial void StartingAgain(this ILogger logger, int attempt);

    [LoggerMessage(1007, LogLevel.Error, "Private PostgreSQL could not be started again, next attempt in {Seconds} s: {Reason}")]
    public static partial void StillAway(this ILogger logger, int seconds, string reason);

    [LoggerMessage(1008, LogLevel.Error, "Private PostgreSQL could not be started again, next attempt in {Seconds} s; this is a fault of the product")]
    public static partial void StillAwayUnexplained(this ILogger logger, Exception failure, int seconds);

    [LoggerMessage(1009, LogLevel.Information, "Private PostgreSQL is back, {Milliseconds} ms after it was missed")]
    public static partial void BackAgain(this ILogger logger, long milliseconds);

    [LoggerMessage(EventId = 1010, Message = "{Percent} % of the disk of the database is in use; when it is full nothing can be stored")]
    public static partial void DiskFills(this ILogger logger, LogLevel level, int percent);

    [LoggerMessage(1011, LogLevel.Information, "The disk of the database has room again: {Percent} % is in use")]
    public static partial void DiskHasRoom(this ILogger logger, int percent);
}
