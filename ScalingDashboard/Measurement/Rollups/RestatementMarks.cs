using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>
/// Notes which days a pass changed after they had long been over and known. No value is kept here: a year of a metric has
/// a hundred thousand buckets, and this says which of them are worth a look.
/// </summary>
internal static class RestatementMarks
{
    /// <summary>No day is closed sooner, whatever the metric's rhythm: what reports every minute may also send its day the
    /// morning after.</summary>
    public static readonly TimeSpan Least = Cadence.Day.Interval();

    /// <param name="pass">The pass, already in the log.</param>
    public static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, ReportingCalendar calendar, IEnumerable<TouchedBucket> days, long pass, CancellationToken cancellationToken)
    {
        var over = days.Where(d => d.Day < calendar.Today).Select(d => (d.MetricId, d.Day, d.Until)).Distinct().ToList();
        // The usual case: only today was touched.
        if (over.Count == 0)
            return;
        var (closed, longAgo) = await ClosedAsync(connection, transaction, pass, cancellationToken);
        over.RemoveAll(d => d.Until > closed);
        foreach (var table in new[] { "rollup_days", "rollup_days_history" })
        {
            // One look into the index for each day: joined as a whole, the history would be read from end to end.
            await using var command = new NpgsqlCommand($"""
                INSERT INTO rollup_restatements (metric_id, day, pass)
                SELECT t.metric_id, t.day, $3 FROM unnest($1, $2) AS t(metric_id, day)
                CROSS JOIN LATERAL (SELECT FROM {table} d WHERE d.metric_id = t.metric_id AND d.day = t.day AND d.pass <= $4 LIMIT 1) known
                ON CONFLICT DO NOTHING
                """, connection, transaction) { CommandTimeout = 300 };
            command.Parameters.Add(SqlValue.Array([.. over.Select(d => d.MetricId)], NpgsqlDbType.Integer));
            command.Parameters.Add(SqlValue.Array([.. over.Select(d => d.Day)], NpgsqlDbType.Date));
            command.Parameters.Add(SqlValue.Of(pass));
            command.Parameters.Add(SqlValue.Of(longAgo));
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>The moment by which a day must have ended to be closed, and the last pass until that moment.</summary>
    private static async Task<(DateTimeOffset At, long Pass)> ClosedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long pass, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT l.at - $2, coalesce((SELECT e.pass FROM rollup_log e WHERE e.at <= l.at - $2 ORDER BY e.at DESC LIMIT 1), 0) FROM rollup_log l WHERE pass = $1
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(pass));
        command.Parameters.Add(SqlValue.Of(Least));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt64(1));
    }
}
