using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Selects that compute buckets whose rule is arithmetic: from their readings, or a day from its hours. Sums are
/// those of <c>numeric</c>: exact, whatever the order.</summary>
internal static class Computed
{
    private const string Touched = $"{TouchedBuckets.Unnest} AS t({TouchedBuckets.Columns})";
    private const string Series = "x.metric_id = t.metric_id AND x.day = t.day AND x.unit_id = t.unit_id AND x.system_id = t.system_id";
    private const string Readings = $"readings x WHERE {Series} AND x.at >= t.starts AND x.at < t.ends";
    private const string Hours = $"rollup_hours x WHERE {Series}";

    // The newest reading of a level; of several at one instant the one that came last, then any fixed one.
    private const string NewestReading = "x.at DESC, x.batch_id DESC, x.source_id DESC, x.event_key DESC";

    public static string FromReadings(BucketTable table) => Select(table,
        $"""
        SELECT CASE t.rule WHEN 'WMEAN' THEN sum(x.value * x.weight) WHEN 'WORST' THEN max(x.value) ELSE sum(x.value) END AS value,
               CASE WHEN t.rule IN ('RATIO', 'WMEAN') THEN sum(x.weight) END AS weight, count(*)::integer AS readings, max(x.at) AS last_at
        FROM {Readings}
        """,
        $"SELECT x.value, x.weight, 1 AS readings, x.at AS last_at FROM {Readings} ORDER BY {NewestReading} LIMIT 1");

    public static readonly string DaysFromHours = Select(BucketTable.Days,
        $"""
        SELECT CASE t.rule WHEN 'WORST' THEN max(x.value) ELSE sum(x.value) END AS value, sum(x.weight) AS weight,
               coalesce(sum(x.readings), 0)::integer AS readings, max(x.last_at) AS last_at
        FROM {Hours}
        """,
        $"SELECT x.value, x.weight, 1 AS readings, x.last_at FROM {Hours} ORDER BY x.hour DESC LIMIT 1");

    private static string Select(BucketTable table, string amount, string level) => $"""
        SELECT t.metric_id, t.unit_id, t.system_id, t.day{table.Extra}, a.value, a.weight, a.readings, a.last_at, NULL::bytea AS sketch, t.batch_id
        FROM {Touched} CROSS JOIN LATERAL ({amount}) a WHERE t.rule IN ({Codes(rule => !rule.IsLevel())})
        UNION ALL
        SELECT t.metric_id, t.unit_id, t.system_id, t.day{table.Extra}, a.value, a.weight, coalesce(a.readings, 0), a.last_at, NULL, t.batch_id
        FROM {Touched} LEFT JOIN LATERAL ({level}) a ON true WHERE t.rule IN ({Codes(rule => rule.IsLevel())})
        """;

    private static string Codes(Func<RollupRule, bool> which) =>
        string.Join(", ", Enum.GetValues<RollupRule>().Where(which).Select(rule => $"'{rule.Code()}'"));
}
