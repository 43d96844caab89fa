using Npgsql;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Forgets counts of what came in that nobody asks for any more.</summary>
internal sealed class IntakeCleanupJob(NpgsqlDataSource database, TimeProvider clock) : Job
{
    /// <summary>The page shows a week; four are kept for whoever looks into the table.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromDays(28);

    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        foreach (var table in new[] { "intake_hours", "intake_rejections" })
        {
            await using var command = database.CreateCommand($"DELETE FROM {table} WHERE hour < $1");
            command.Parameters.Add(SqlValue.Of((clock.GetUtcNow() - KeepFor).UtcDateTime));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
