using Npgsql;

namespace ScalingDashboard.Platform.Data;

/// <summary>What keeps the database from doing at the moment what it was asked, in words for whoever asked. It passes, by
/// itself or by an administrator's hand, and the same is then worth asking again.</summary>
public static class DatabaseTrouble
{
    private const string AskAgain = "Send the request again: readings that were stored are not counted twice.";

    /// <summary>The reason; null when the failure is none of these, but a bug of ours.</summary>
    public static string? Explain(Exception? failure) => failure switch
    {
        null => null,
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"The disk of the database is full, so nothing of this was stored. Free some space there. {AskAgain}",
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected } =>
            $"The database is busy with other work that holds what is needed here. {AskAgain}",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"The database has no connection left at the moment. {AskAgain}",
        // Class 57 is a server that shuts down or ended a session; one that may only be read has just become a standby.
        PostgresException { IsTransient: true } or PostgresException { SqlState: ['5', '7', ..] or PostgresErrorCodes.ReadOnlySqlTransaction } => Away,
        PostgresException => null,
        NpgsqlException { IsTransient: true } => Away,
        // EF Core wraps what Npgsql throws.
        _ => Explain(failure.InnerException),
    };

    private const string Away = $"The database does not answer at the moment. {AskAgain}";
}
