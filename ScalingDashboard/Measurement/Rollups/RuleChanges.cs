using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Another rule from a day on: the buckets there are from that day on must be computed by it. Another unit or
/// scale leaves what is in them as it is.</summary>
internal sealed class RuleChanges(TimeProvider clock) : IDefinitionFollower
{
    public async Task FollowAsync(NpgsqlTransaction transaction, Metric before, Metric after, CancellationToken cancellationToken)
    {
        if (before.Rollup == after.Rollup || after.Version == before.Version || after.EffectiveFrom is not { } from)
            return;
        await DemandReadingsAsync(transaction, after, from, cancellationToken);
        // Where the hours are gone, any instant of the day stands for it.
        await using var command = new NpgsqlCommand("""
            INSERT INTO dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids)
            SELECT hour < $3, $1, hour, max(batch_id), array_agg(unit_id), array_agg(system_id) FROM (
                SELECT hour, unit_id, system_id, batch_id FROM rollup_hours WHERE metric_id = $1 AND day >= $2
                UNION ALL
                SELECT day::timestamp AT TIME ZONE (SELECT zone FROM rollup_zone), unit_id, system_id, batch_id FROM rollup_days d
                WHERE metric_id = $1 AND day >= $2 AND NOT EXISTS (SELECT FROM rollup_hours h
                    WHERE (h.metric_id, h.day, h.unit_id, h.system_id) = (d.metric_id, d.day, d.unit_id, d.system_id))) touched
            GROUP BY hour
            """, transaction.Connection, transaction) { CommandTimeout = 300 };
        command.Parameters.Add(new() { Value = after.Id });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = (clock.GetUtcNow() - ReadingWriter.Live).UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Buckets whose readings are gone can not be computed by another rule.</summary>
    private static async Task DemandReadingsAsync(NpgsqlTransaction transaction, Metric metric, DateOnly from, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT first_day FROM reading_horizon WHERE EXISTS (SELECT FROM rollup_days WHERE metric_id = $1 AND day >= $2 AND day < first_day)
            """, transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = from });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken) && reader.GetFieldValue<DateOnly>(0) is var firstDay)
            throw new Invalid(FormattableString.Invariant(
                $"effectiveFrom: readings are kept since {firstDay:yyyy-MM-dd}, and days without theirs can not be rolled up by {metric.Rollup.Code()}. Name that day or a later one."),
                StatusCodes.Status422UnprocessableEntity);
    }
}
