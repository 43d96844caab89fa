using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;

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
        foreach (var table in new[] { "rollup_days", "rollup_days_history" })
        {
            await using var command = new NpgsqlCommand($"""
                INSERT INTO rollup_restatements (metric_id, day, pass)
                SELECT t.metric_id, t.day, p.pass
                FROM (SELECT pass, at, coalesce((SELECT e.pass FROM rollup_log e WHERE e.at <= l.at - $5 ORDER BY e.at DESC LIMIT 1), 0) AS long_ago
                      FROM rollup_log l WHERE pass = $4) p
                CROSS JOIN unnest($1, $2, $3) AS t(metric_id, day, ends)
                WHERE t.ends <= p.at - $5 AND EXISTS (SELECT FROM {table} d WHERE d.metric_id = t.metric_id AND d.day = t.day AND d.pass <= p.long_ago)
                ON CONFLICT DO NOTHING
                """, connection, transaction) { CommandTimeout = 300 };
            command.Parameters.Add(TouchedBuckets.Column([.. over.Select(d => d.MetricId)], NpgsqlDbType.Integer));
            command.Parameters.Add(TouchedBuckets.Column([.. over.Select(d => d.Day)], NpgsqlDbType.Date));
            command.Parameters.Add(TouchedBuckets.Column([.. over.Select(d => d.Until.UtcDateTime)], NpgsqlDbType.TimestampTz));
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = pass });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Least, NpgsqlDbType = NpgsqlDbType.Interval });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
