using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The statements that add to the counts of what came in.</summary>
internal static class IntakeTable
{
    public static async Task AddAsync(NpgsqlDataSource database, (int Source, DateTimeOffset Hour, IntakeHour Counts)[] rows, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync("""
            INSERT INTO intake_hours AS h (source_id, hour, accepted, unchanged, corrected, set_aside, ahead)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (source_id, hour) DO UPDATE SET accepted = h.accepted + EXCLUDED.accepted, unchanged = h.unchanged + EXCLUDED.unchanged,
                corrected = h.corrected + EXCLUDED.corrected, set_aside = h.set_aside + EXCLUDED.set_aside, ahead = greatest(h.ahead, EXCLUDED.ahead)
            """,
            Ids(rows), Hours(rows), Longs(r => r.Accepted), Longs(r => r.Unchanged), Longs(r => r.Corrected), Longs(r => r.SetAside),
            SqlValue.Array([.. rows.Select(r => r.Counts.Ahead)], NpgsqlDbType.Interval));
        var rejected = rows.SelectMany(r => r.Counts.Rejected.OrderBy(c => c.Key, StringComparer.Ordinal), (r, c) => (r.Source, r.Hour, Code: c.Key, Count: c.Value)).ToList();
        await ExecuteAsync("""
            INSERT INTO intake_rejections AS h (source_id, hour, code, readings) SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (source_id, hour, code) DO UPDATE SET readings = h.readings + EXCLUDED.readings
            """,
            SqlValue.Array([.. rejected.Select(r => r.Source)], NpgsqlDbType.Integer), SqlValue.Array([.. rejected.Select(r => r.Hour.UtcDateTime)], NpgsqlDbType.TimestampTz),
            SqlValue.Array([.. rejected.Select(r => r.Code)], NpgsqlDbType.Text), SqlValue.Array([.. rejected.Select(r => r.Count)], NpgsqlDbType.Bigint));
        var seen = rows.SelectMany(r => r.Counts.Metrics, (r, metric) => (r.Source, Metric: metric, r.Counts.LastSeen))
            .GroupBy(s => (s.Source, s.Metric)).Select(s => s.MaxBy(one => one.LastSeen)).OrderBy(s => s.Source).ThenBy(s => s.Metric).ToList();
        await ExecuteAsync("""
            INSERT INTO source_metrics AS s (source_id, metric_id, last_seen) SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (source_id, metric_id) DO UPDATE SET last_seen = greatest(s.last_seen, EXCLUDED.last_seen)
            """,
            SqlValue.Array([.. seen.Select(s => s.Source)], NpgsqlDbType.Integer), SqlValue.Array([.. seen.Select(s => s.Metric)], NpgsqlDbType.Integer),
            SqlValue.Array([.. seen.Select(s => s.LastSeen.UtcDateTime)], NpgsqlDbType.TimestampTz));
        await ExecuteAsync("""
            UPDATE sources s SET last_seen = greatest(s.last_seen, t.last_seen)
            FROM (SELECT source_id, max(last_seen) AS last_seen FROM unnest($1, $2) AS u(source_id, last_seen) GROUP BY source_id) t WHERE s.id = t.source_id
            """,
            Ids(rows), SqlValue.Array([.. rows.Select(r => r.Counts.LastSeen.UtcDateTime)], NpgsqlDbType.TimestampTz));
        await transaction.CommitAsync(cancellationToken);

        NpgsqlParameter Longs(Func<IntakeHour, long> count) => SqlValue.Array([.. rows.Select(r => count(r.Counts))], NpgsqlDbType.Bigint);

        async Task ExecuteAsync(string sql, params NpgsqlParameter[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            command.Parameters.AddRange(parameters);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static NpgsqlParameter Ids((int Source, DateTimeOffset Hour, IntakeHour Counts)[] rows) => SqlValue.Array([.. rows.Select(r => r.Source)], NpgsqlDbType.Integer);

    private static NpgsqlParameter Hours((int Source, DateTimeOffset Hour, IntakeHour Counts)[] rows) =>
        SqlValue.Array([.. rows.Select(r => r.Hour.UtcDateTime)], NpgsqlDbType.TimestampTz);
}
