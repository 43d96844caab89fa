using Npgsql;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Reads what came in, by source. Of all units together: who sends is not bound to units.</summary>
public sealed class IntakeReader(NpgsqlDataSource database, TimeProvider clock)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24), Week = TimeSpan.FromDays(7);

    /// <summary>Every source that ever sent something, in the order of their names.</summary>
    public async Task<IReadOnlyList<SourceIntake>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sources = await SourcesAsync(connection, cancellationToken);
        var days = await SpansAsync(connection, now - Day, cancellationToken);
        var weeks = await SpansAsync(connection, now - Week, cancellationToken);
        return [.. sources.Select(s => new SourceIntake(s.Name, s.LastSeen, s.Metrics,
            days.GetValueOrDefault(s.Id) ?? IntakeSpan.Nothing, weeks.GetValueOrDefault(s.Id) ?? IntakeSpan.Nothing))];
    }

    private static async Task<List<(int Id, string Name, DateTimeOffset LastSeen, int[] Metrics)>> SourcesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT s.id, s.name, s.last_seen, coalesce(array_agg(m.metric_id ORDER BY m.metric_id) FILTER (WHERE m.metric_id IS NOT NULL), '{}')
            FROM sources s LEFT JOIN source_metrics m ON m.source_id = s.id AND m.last_seen > s.last_seen - interval '30 days'
            WHERE s.last_seen IS NOT NULL GROUP BY s.id ORDER BY s.name COLLATE "C"
            """, connection);
        var sources = new List<(int, string, DateTimeOffset, int[])>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sources.Add((reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<int[]>(3)));
        return sources;
    }

    // Hours that have begun before the span count whole: an hour more, rather than an hour less.
    private static async Task<Dictionary<int, IntakeSpan>> SpansAsync(NpgsqlConnection connection, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT coalesce(h.source_id, r.source_id), coalesce(h.accepted, 0), coalesce(h.unchanged, 0), coalesce(h.corrected, 0), coalesce(h.set_aside, 0), h.ahead,
                   coalesce(r.codes, '{}'), coalesce(r.counts, '{}')
            FROM (SELECT source_id, sum(accepted)::bigint AS accepted, sum(unchanged)::bigint AS unchanged, sum(corrected)::bigint AS corrected,
                         sum(set_aside)::bigint AS set_aside, max(ahead) AS ahead
                  FROM intake_hours WHERE hour > $1 - interval '1 hour' GROUP BY source_id) h
            FULL JOIN (SELECT source_id, array_agg(code ORDER BY readings DESC, code) AS codes, array_agg(readings ORDER BY readings DESC, code) AS counts
                       FROM (SELECT source_id, code, sum(readings)::bigint AS readings FROM intake_rejections
                             WHERE hour > $1 - interval '1 hour' GROUP BY source_id, code) c GROUP BY source_id) r ON r.source_id = h.source_id
            """, connection);
        command.Parameters.Add(SqlValue.Of(since.UtcDateTime));
        var spans = new Dictionary<int, IntakeSpan>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            spans[reader.GetInt32(0)] = new IntakeSpan(reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                [.. reader.GetFieldValue<string[]>(6).Zip(reader.GetFieldValue<long[]>(7), (code, count) => new RejectedCount(code, count))],
                reader.IsDBNull(5) ? null : reader.GetTimeSpan(5));
        return spans;
    }
}
