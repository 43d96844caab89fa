namespace ScalingDashboard.Platform.Data;

internal static partial class DataLog
{
    [LoggerMessage(1020, LogLevel.Information, "Database migrated: {Count} steps, {Milliseconds} ms")]
    public static partial void Migrated(this ILogger logger, int count, long milliseconds);

    [LoggerMessage(1021, LogLevel.Information, "{Seeder} done, {Milliseconds} ms")]
    public static partial void Seeded(this ILogger logger, string seeder, long milliseconds);
}
