using Npgsql;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>An hour of a series that must be rolled up, and the batch that changed it.</summary>
/// <param name="Added">What the batch has added to it; null when the hour must be computed from its readings.</param>
internal readonly record struct Mark(int MetricId, int UnitId, int SystemId, DateTimeOffset Hour, long BatchId, HourIncrement? Added);

/// <summary>Takes marks, those of live readings before the backlog.</summary>
internal static class MarkQueue
{
    /// <summary>Takes the oldest marks of a lane: gone when the transaction commits, back when it does not.</summary>
    /// <param name="late">False for the live lane, true for the backlog.</param>
    /// <param name="limit">Enough when this many hours of series are taken.</param>
    public static async Task<List<Mark>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, bool late, int limit, CancellationToken cancellationToken)
    {
        // By a range of numbers: a join with a list of them turns quadratic when the statistics are old.
        var most = limit.ToString(CultureInfo.InvariantCulture);
        await using var command = new NpgsqlCommand($"""
            DELETE FROM dirty_buckets WHERE late = {late} AND id <= (
                SELECT max(id) FROM (
                    SELECT id, sum(cardinality(unit_ids)) OVER (ORDER BY id ROWS UNBOUNDED PRECEDING) - cardinality(unit_ids) AS before
                    FROM dirty_buckets WHERE late = {late} ORDER BY id LIMIT {most}) first
                WHERE before < {most})
            RETURNING metric_id, hour, batch_id, unit_ids, system_ids, readings, last_at, sums, most, weights, products
            """, connection, transaction) { CommandTimeout = 300 };
        var marks = new List<Mark>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (metric, hour, batch) = (reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2));
            var (units, systems) = (reader.GetFieldValue<int[]>(3), reader.GetFieldValue<int[]>(4));
            var added = Added(reader);
            for (var i = 0; i < units.Length; i++)
                marks.Add(new Mark(metric, units[i], systems[i], hour, batch, added?[i]));
        }
        return marks;
    }

    /// <summary>Hours of metrics that are left in the live lane and must be computed from their readings.</summary>
    public static async Task<HashSet<(int MetricId, DateTimeOffset Hour)>> UnsettledAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT DISTINCT metric_id, hour FROM dirty_buckets WHERE late = false AND readings IS NULL", connection, transaction);
        var hours = new HashSet<(int, DateTimeOffset)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            hours.Add((reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1)));
        return hours;
    }

    private static HourIncrement[]? Added(NpgsqlDataReader reader)
    {
        const int First = 5;
        if (reader.IsDBNull(First))
            return null;
        var (readings, lastAt) = (reader.GetFieldValue<int[]>(First), reader.GetFieldValue<DateTime[]>(First + 1));
        var (sums, most) = (reader.GetFieldValue<decimal[]>(First + 2), reader.GetFieldValue<decimal[]>(First + 3));
        var (weights, products) = (reader.GetFieldValue<decimal?[]>(First + 4), reader.GetFieldValue<decimal?[]>(First + 5));
        return [.. readings.Select((count, i) => HourIncrement.Of(count, new(lastAt[i], TimeSpan.Zero), sums[i], most[i], weights[i], products[i]))];
    }
}
