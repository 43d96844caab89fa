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
        NpgsqlConnection connection, IEnumerable<SeriesHour> hours, long batchId, DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var mark in hours.GroupBy(h => (h.MetricId, h.Hour)))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(mark.Key.Hour < lateBefore, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(mark.Key.MetricId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(mark.Key.Hour.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(batchId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(mark.Select(h => h.UnitId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(mark.Select(h => h.SystemId).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer, cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
    }
}
