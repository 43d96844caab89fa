using Npgsql;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Removes hour buckets that are older than <see cref="RollupWork.HoursKept"/>; their days stay for ever.</summary>
internal sealed class RollupCleanupJob(NpgsqlDataSource database, TimeProvider clock) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM rollup_hours WHERE hour < $1");
        command.CommandTimeout = 300;
        command.Parameters.Add(new() { Value = (clock.GetUtcNow() - RollupWork.HoursKept).UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
