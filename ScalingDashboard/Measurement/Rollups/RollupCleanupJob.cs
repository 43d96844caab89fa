using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Removes hour buckets that are no longer kept; their days stay for ever. Empties the log's lists of changes
/// that every host has long read.</summary>
/// <remarks>The log's rows stay too: a moment that is asked for is resolved to the newest pass until then, and without that
/// row the same question would get another answer. Such a row takes some 100 bytes with its indexes, and only a pass that
/// found something to do writes one.</remarks>
internal sealed class RollupCleanupJob(NpgsqlDataSource database, ReportingCalendar calendar, TimeProvider clock) : Job
{
    /// <summary>Days beyond those that a pass counts on: the clocks of two hosts may differ.</summary>
    private const int Margin = 2;

    private static readonly TimeSpan ChangesKept = TimeSpan.FromHours(1);

    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var firstDay = calendar.Today.AddDays(-RollupWork.DaysWithHours - Margin);
        await ExecuteAsync("DELETE FROM rollup_hours WHERE day < $1", firstDay);
        await ExecuteAsync("DELETE FROM rollup_hours_history WHERE day < $1", firstDay);
        await ExecuteAsync("UPDATE rollup_log SET metric_ids = NULL, unit_ids = NULL, system_ids = NULL, days = NULL WHERE at < $1 AND days IS NOT NULL",
            (clock.GetUtcNow() - ChangesKept).UtcDateTime);

        async Task ExecuteAsync<T>(string sql, T before)
        {
            await using var command = database.CreateCommand(sql);
            command.CommandTimeout = 300;
            command.Parameters.Add(SqlValue.Of(before));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
