using Npgsql;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>An hour of a series that must be rolled up anew, and the newest batch that changed it.</summary>
internal readonly record struct Mark(int MetricId, int UnitId, int SystemId, DateTimeOffset Hour, long BatchId);

/// <summary>Takes marks, those of live readings before the backlog.</summary>
internal static class MarkQueue
{
    /// <summary>Takes the oldest marks of a lane: gone when the transaction commits, back when it does not.</summary>
    /// <param name="late">False for the live lane, true for the backlog.</param>
    public static async Task<List<Mark>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, bool late, int limit, CancellationToken cancellationToken)
    {
        // By a range of numbers: a join with a list of them turns quadratic when the statistics are old.
        await using var command = new NpgsqlCommand($"""
            DELETE FROM dirty_buckets WHERE late = {late} AND id <= (
                SELECT max(id) FROM (SELECT id FROM dirty_buckets WHERE late = {late} ORDER BY id LIMIT {limit.ToString(CultureInfo.InvariantCulture)}) first)
            RETURNING metric_id, unit_id, system_id, hour, batch_id
            """, connection, transaction) { CommandTimeout = 300 };
        var marks = new List<Mark>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            marks.Add(new Mark(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt64(4)));
        return marks;
    }
}
