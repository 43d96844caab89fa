using Npgsql;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What one pass did.</summary>
/// <param name="Marks">Marks taken; less than the limit means nothing was left when it began.</param>
/// <param name="Metrics">Metrics whose roll-ups changed.</param>
public readonly record struct PassOutcome(int Marks, int Metrics);

/// <summary>
/// One transaction that takes marks, recomputes each marked hour and day from its readings, and raises the versions.
/// Nothing is added up in steps, so late, repeated, corrected and shuffled readings end in the same bucket values.
/// </summary>
internal sealed class RollupPass(NpgsqlConnection connection, NpgsqlTransaction transaction, string zone, DateTimeOffset hoursSince)
{
    /// <summary>One pass at a time over all hosts, so that two never write one day bucket from different readings.</summary>
    private const long LockKey = 0x5EAD_2011;

    private const string Bucket = "r.metric_id = t.metric_id AND r.unit_id = t.unit_id AND r.system_id = t.system_id";

    /// <param name="limit">The most marks to take: bounds the transaction. Newest marks first, so a backlog of old days
    /// never holds up what is live.</param>
    public async Task<PassOutcome> RunAsync(int limit, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        var marks = await TakeMarksAsync(limit, cancellationToken);
        if (marks == 0)
            return default;
        await ExecuteAsync(RollUp("rollup_hours", "hour", "touched_hours"), cancellationToken);
        await ExecuteAsync($"""
            WITH rolled AS ({RollUp("rollup_days", "day", "touched_days")} RETURNING metric_id, unit_id, system_id, last_at)
            INSERT INTO rollup_latest AS old (metric_id, unit_id, system_id, last_at)
            SELECT metric_id, unit_id, system_id, max(last_at) FROM rolled GROUP BY metric_id, unit_id, system_id
            ON CONFLICT (metric_id, unit_id, system_id) DO UPDATE SET last_at = EXCLUDED.last_at WHERE EXCLUDED.last_at > old.last_at
            """, cancellationToken);
        return new PassOutcome(marks, await RaiseVersionsAsync(cancellationToken));
    }

    private async Task<int> TakeMarksAsync(int limit, CancellationToken cancellationToken)
    {
        // Inserted, not CREATE TABLE AS: Npgsql counts the rows of the one and answers -1 for the other.
        var marks = await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TEMP TABLE marks (metric_id integer, unit_id integer, system_id integer, hour timestamptz) ON COMMIT DROP;
            WITH taken AS (
                DELETE FROM dirty_buckets
                WHERE id >= (SELECT min(id) FROM (SELECT id FROM dirty_buckets ORDER BY id DESC LIMIT {limit}) newest)
                RETURNING metric_id, unit_id, system_id, hour)
            INSERT INTO marks SELECT * FROM taken
            """), cancellationToken);
        if (marks == 0)
            return 0;
        // Bounds are instants in both tables, so one statement rolls up hours and days. An hour can touch two days
        // where the zone is not whole hours from UTC.
        await ExecuteAsync($"""
            CREATE TEMP TABLE touched_hours ON COMMIT DROP AS
            SELECT DISTINCT k.metric_id, k.unit_id, k.system_id, m.rollup, k.hour AS bucket, k.hour AS starts, k.hour + interval '1 hour' AS ends
            FROM marks k JOIN metrics m ON m.id = k.metric_id WHERE k.hour >= '{hoursSince.UtcDateTime:O}';

            CREATE TEMP TABLE touched_days ON COMMIT DROP AS
            SELECT d.metric_id, d.unit_id, d.system_id, m.rollup, d.bucket,
                   d.bucket::timestamp AT TIME ZONE '{zone}' AS starts, (d.bucket + 1)::timestamp AT TIME ZONE '{zone}' AS ends
            FROM (SELECT metric_id, unit_id, system_id, (hour AT TIME ZONE '{zone}')::date AS bucket FROM marks
                  UNION
                  SELECT metric_id, unit_id, system_id, ((hour + interval '59 minutes 59.999999 seconds') AT TIME ZONE '{zone}')::date FROM marks) d
            JOIN metrics m ON m.id = d.metric_id;
            ANALYZE touched_hours; ANALYZE touched_days;
            """, cancellationToken);
        return marks;
    }

    private static string RollUp(string table, string column, string touched) => $"""
        INSERT INTO {table} AS old (metric_id, unit_id, system_id, {column}, value, weight, readings, last_at)
        SELECT t.metric_id, t.unit_id, t.system_id, t.bucket, a.value, a.weight, a.readings, a.last_at
        FROM {touched} t CROSS JOIN LATERAL (
            SELECT CASE t.rollup WHEN 'SUM' THEN sum(r.value) WHEN 'RATIO' THEN sum(r.value) WHEN 'WMEAN' THEN sum(r.value * r.weight) END AS value,
                   CASE WHEN t.rollup IN ('RATIO', 'WMEAN') THEN sum(r.weight) END AS weight, count(*) AS readings, max(r.at) AS last_at
            FROM readings r WHERE {Bucket} AND r.at >= t.starts AND r.at < t.ends) a
        WHERE t.rollup NOT IN ('LAST', 'RATIO-LAST') AND a.readings > 0
        UNION ALL
        SELECT t.metric_id, t.unit_id, t.system_id, t.bucket, a.value, a.weight, 1, a.at
        FROM {touched} t CROSS JOIN LATERAL (
            SELECT r.value, r.weight, r.at FROM readings r WHERE {Bucket} AND r.at >= t.starts AND r.at < t.ends
            ORDER BY r.at DESC, r.recorded_at DESC, r.source_id DESC, r.event_key DESC LIMIT 1) a
        WHERE t.rollup IN ('LAST', 'RATIO-LAST')
        ON CONFLICT (metric_id, {column}, unit_id, system_id) DO UPDATE
        SET value = EXCLUDED.value, weight = EXCLUDED.weight, readings = EXCLUDED.readings, last_at = EXCLUDED.last_at
        """;

    private Task<int> RaiseVersionsAsync(CancellationToken cancellationToken) => ExecuteAsync("""
        INSERT INTO rollup_versions (metric_id, version)
        SELECT metric_id, pass FROM (SELECT DISTINCT metric_id FROM touched_days) t, nextval('rollup_passes') AS pass
        ON CONFLICT (metric_id) DO UPDATE SET version = EXCLUDED.version
        """, cancellationToken);

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 300 };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
