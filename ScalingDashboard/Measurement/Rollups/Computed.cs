namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Selects that compute buckets whose rule is arithmetic: from their readings, or a day from its hours. Sums are those of <c>numeric</c>: exact, whatever the order.</summary>
internal static class Computed
{
    private const string Touched = $"{TouchedBuckets.Unnest} AS t({TouchedBuckets.Columns})";
    private const string Series = "x.metric_id = t.metric_id AND x.day = t.day AND x.unit_id = t.unit_id AND x.system_id = t.system_id";

    // The span of days again as two values, so that other partitions are left out before the search begins.
    private const string Readings = $"readings x WHERE {Series} AND x.at >= t.starts AND x.at < t.ends AND x.day >= $9 AND x.day <= $10";
    // What is added when its own mark is taken must not be in the sum already: it may have been committed since the marks of this pass were.
    private const string Counted = $"{Readings} AND (x.batch_id, t.metric_id, t.starts) NOT IN (SELECT batch_id, metric_id, hour FROM dirty_buckets WHERE readings IS NOT NULL)";
    private const string Hours = $"rollup_hours x WHERE {Series} AND x.day >= $9 AND x.day <= $10";

    // The newest reading of a level; of several at one instant the one that came last, then any fixed one.
    private const string NewestReading = "x.at DESC, x.batch_id DESC, x.source_id DESC, x.event_key DESC";

    /// <summary>The select for buckets that are all levels or all amounts.</summary>
    public static string From(BucketTable table, bool levels, bool fromHours) => (levels, fromHours) switch
    {
        (false, false) => Amounts(table, $"""
            SELECT CASE WHEN t.rule = 'WORST' THEN max(x.value) ELSE sum(CASE t.rule WHEN 'WMEAN' THEN x.value * x.weight ELSE x.value END) END AS value,
                   CASE WHEN t.rule IN ('RATIO', 'WMEAN') THEN sum(x.weight) END AS weight, count(*)::integer AS readings, max(x.at) AS last_at
            FROM {(table == BucketTable.Hours ? Counted : Readings)}
            """),
        (false, true) => Amounts(table, $"""
            SELECT CASE t.rule WHEN 'WORST' THEN max(x.value) ELSE sum(x.value) END AS value, sum(x.weight) AS weight,
                   coalesce(sum(x.readings), 0)::integer AS readings, max(x.last_at) AS last_at
            FROM {Hours}
            """),
        (true, false) => Levels(table, $"SELECT x.value, x.weight, 1 AS readings, x.at AS last_at FROM {Readings} ORDER BY {NewestReading} LIMIT 1"),
        (true, true) => Levels(table, $"SELECT x.value, x.weight, 1 AS readings, x.last_at FROM {Hours} ORDER BY x.hour DESC LIMIT 1"),
    };

    private static string Amounts(BucketTable table, string amount) => $"""
        SELECT t.metric_id, t.unit_id, t.system_id, t.day{table.Extra}, a.value, a.weight, a.readings, a.last_at, NULL::bytea AS sketch, t.batch_id
        FROM {Touched} CROSS JOIN LATERAL ({amount}) a
        """;

    private static string Levels(BucketTable table, string level) => $"""
        SELECT t.metric_id, t.unit_id, t.system_id, t.day{table.Extra}, a.value, a.weight, coalesce(a.readings, 0) AS readings, a.last_at, NULL::bytea AS sketch, t.batch_id
        FROM {Touched} LEFT JOIN LATERAL ({level}) a ON true
        """;
}
