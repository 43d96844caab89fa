using Npgsql;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Forgets counts that nobody has told for long: each restart of a sender may begin new ones and leave the old. One
/// that is told again after all is followed from there on, as one that is heard of for the first time.</summary>
internal sealed class CountCleanupJob(NpgsqlDataSource database, TimeProvider clock) : Job
{
    internal static readonly TimeSpan KeepFor = TimeSpan.FromDays(30);

    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM cumulative_series WHERE last_at < $1");
        command.Parameters.Add(SqlValue.Of((clock.GetUtcNow() - KeepFor).UtcDateTime));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
