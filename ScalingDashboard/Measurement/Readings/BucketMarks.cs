using Npgsql;
using NpgsqlTypes;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Marks hours of series for the roll-up. Append only: a writer never waits for the roll-up, nor the roll-up for
/// a writer, and a mark becomes visible in the same commit as what it speaks of.</summary>
internal static class BucketMarks
{
    private const NpgsqlDbType Integers = NpgsqlDbType.Array | NpgsqlDbType.Integer, Numbers = NpgsqlDbType.Array | NpgsqlDbType.Numeric;

    /// <summary>Hours that must be computed from their readings.</summary>
    /// <param name="batchId">The batch that changed them.</param>
    /// <param name="lateBefore">Marks of earlier hours go to the backlog, which is rolled up after everything live.</param>
    public static Task InsertAsync(NpgsqlConnection connection, IEnumerable<SeriesHour> hours, long batchId, DateTimeOffset lateBefore, CancellationToken cancellationToken) =>
        InsertAsync(connection, hours.Select(hour => KeyValuePair.Create(hour, default(HourIncrement))), isAdded: false, batchId, lateBefore, cancellationToken);

    /// <summary>Hours to which a batch has added readings, and nothing else. At most once for a batch: its readings are told apart by it.</summary>
    /// <remarks>Of the backlog the sums are left out: it is computed from its readings, in its own time.</remarks>
    public static Task InsertAddedAsync(
        NpgsqlConnection connection, IEnumerable<KeyValuePair<SeriesHour, HourIncrement>> hours, long batchId, DateTimeOffset lateBefore, CancellationToken cancellationToken) =>
        InsertAsync(connection, hours, isAdded: true, batchId, lateBefore, cancellationToken);

    private static async Task InsertAsync(
        NpgsqlConnection connection, IEnumerable<KeyValuePair<SeriesHour, HourIncrement>> hours, bool isAdded, long batchId, DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            COPY dirty_buckets (late, metric_id, hour, batch_id, unit_ids, system_ids, readings, last_at, sums, most, weights, products)
            FROM STDIN (FORMAT binary)
            """, cancellationToken);
        foreach (var mark in hours.GroupBy(h => (h.Key.MetricId, h.Key.Hour)))
        {
            var isLate = mark.Key.Hour < lateBefore;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(isLate, NpgsqlDbType.Boolean, cancellationToken);
            await copy.WriteAsync(mark.Key.MetricId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(mark.Key.Hour.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(batchId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(mark.Select(h => h.Key.UnitId).ToArray(), Integers, cancellationToken);
            await copy.WriteAsync(mark.Select(h => h.Key.SystemId).ToArray(), Integers, cancellationToken);
            // All series of the mark or none: what waits to be added is known by batch, metric and hour.
            if (isAdded && !isLate && mark.All(h => h.Value.IsExact))
                await AddAsync(copy, [.. mark.Select(h => h.Value)], cancellationToken);
            else
                for (var column = 0; column < 6; column++)
                    await copy.WriteNullAsync(cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task AddAsync(NpgsqlBinaryImporter copy, HourIncrement[] added, CancellationToken cancellationToken)
    {
        await copy.WriteAsync(Array.ConvertAll(added, a => a.Readings), Integers, cancellationToken);
        await copy.WriteAsync(Array.ConvertAll(added, a => a.LastAt.UtcDateTime), NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, cancellationToken);
        await copy.WriteAsync(Array.ConvertAll(added, a => a.Sum), Numbers, cancellationToken);
        await copy.WriteAsync(Array.ConvertAll(added, a => a.Most), Numbers, cancellationToken);
        await copy.WriteAsync(Array.ConvertAll(added, a => a.Weights), Numbers, cancellationToken);
        await copy.WriteAsync(Array.ConvertAll(added, a => a.Products), Numbers, cancellationToken);
    }
}
