using Npgsql;
using NpgsqlTypes;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Marks hours of series for the roll-up. Append only: a writer never waits for the roll-up, nor the roll-up for
/// a writer, and a mark becomes visible in the same commit as what it speaks of.</summary>
internal static class BucketMarks
{
    /// <param name="batchId">The batch that changed them.</param>
    /// <param name="lateBefore">Marks of earlier hours go to the backlog, which is rolled up after everything live.</param>
    public static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<SeriesHour> hours, long batchId, DateTimeOffset lateBefore,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO dirty_buckets (late, metric_id, unit_id, system_id, hour, batch_id)
            SELECT s.hour < $6, s.metric_id, s.unit_id, s.system_id, s.hour, $5
            FROM unnest($1, $2, $3, $4) AS s(metric_id, unit_id, system_id, hour)
            """, connection, transaction);
        command.Parameters.Add(ReadingColumns.Array([.. hours.Select(h => h.MetricId)], NpgsqlDbType.Integer));
        command.Parameters.Add(ReadingColumns.Array([.. hours.Select(h => h.UnitId)], NpgsqlDbType.Integer));
        command.Parameters.Add(ReadingColumns.Array([.. hours.Select(h => h.SystemId)], NpgsqlDbType.Integer));
        command.Parameters.Add(ReadingColumns.Array([.. hours.Select(h => h.Hour.UtcDateTime)], NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batchId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = lateBefore.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
