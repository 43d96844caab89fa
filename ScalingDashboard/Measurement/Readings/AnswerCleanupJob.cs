using Npgsql;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Forgets requests that nobody repeats any more.</summary>
internal sealed class AnswerCleanupJob(NpgsqlDataSource database, TimeProvider clock) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("DELETE FROM idempotency_keys WHERE recorded_at < $1");
        command.Parameters.Add(SqlValue.Of((clock.GetUtcNow() - AnswerMemory.KeepFor).UtcDateTime));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
