namespace ScalingDashboard.Measurement.Rollups;

/// <summary>A table of buckets and how its buckets are found.</summary>
/// <param name="Name">The table; its history is <c>{Name}_history</c>.</param>
/// <param name="Key">Columns of its primary key.</param>
/// <param name="Extra">Columns of <see cref="TouchedBuckets"/> that stand in the row beside metric, unit, system and day.</param>
internal sealed record BucketTable(string Name, string Key, string Extra)
{
    public static readonly BucketTable Hours = new("rollup_hours", "metric_id, day, unit_id, system_id, hour", ", starts AS hour");
    public static readonly BucketTable Days = new("rollup_days", "metric_id, day, unit_id, system_id", "");

    private const string Old = """
        o.value AS old_value, o.weight AS old_weight, o.readings AS old_readings, o.last_at AS old_last_at,
        o.sketch AS old_sketch, o.pass AS old_pass, o.batch_id AS old_batch_id, o.ctid AS place
        """;

    private bool HasHour => Extra.Length > 0;

    private string Columns => $"metric_id, unit_id, system_id, day{(HasHour ? ", hour" : "")}";

    /// <summary>Puts computed buckets into the table: what they replace goes to the history first, an emptied bucket is
    /// removed, an equal one is left alone. Answers how many were removed.</summary>
    /// <param name="computed">A select of <see cref="Columns"/>, value, weight, readings, last_at, sketch, batch_id;
    /// readings is 0 where nothing is left in the bucket.</param>
    /// <param name="pass">The parameter that holds the pass's number, for example <c>$9</c>.</param>
    public string Merge(string computed, string pass)
    {
        var same = string.Join(" AND ", Key.Split(", ").Select(c => $"o.{c} = c.{c}"));
        return Write($"""
            computed AS MATERIALIZED ({computed}),
            changed AS MATERIALIZED (
                SELECT c.*, {Old}
                FROM computed c LEFT JOIN {Name} o ON {same}
                WHERE (o.pass IS NULL AND c.readings > 0)
                   OR (o.pass IS NOT NULL AND (o.value, o.weight, o.readings, o.last_at, o.sketch) IS DISTINCT FROM (c.value, c.weight, c.readings, c.last_at, c.sketch)))
            """, pass);
    }

    /// <summary>Adds to buckets of amounts (<see cref="TouchedBuckets.Added"/>), or begins them; what they said before goes to the history. Answers 0.</summary>
    /// <param name="pass">As of <see cref="Merge"/>.</param>
    public string Add(string pass) => Write($"""
        changed AS MATERIALIZED (
            SELECT t.metric_id, t.unit_id, t.system_id, t.day{Extra},
                   CASE t.rule WHEN 'WORST' THEN greatest(o.value, t.value) ELSE coalesce(o.value + t.value, o.value, t.value) END AS value,
                   coalesce(o.weight + t.weight, o.weight, t.weight) AS weight, coalesce(o.readings, 0) + t.readings AS readings,
                   greatest(o.last_at, t.last_at) AS last_at, NULL::bytea AS sketch, t.batch_id, {Old}
            FROM {TouchedBuckets.UnnestAdded} LEFT JOIN {Name} o
                ON o.metric_id = t.metric_id AND o.day = t.day AND o.unit_id = t.unit_id AND o.system_id = t.system_id{(HasHour ? " AND o.hour = t.starts" : "")}
                AND o.day >= $9 AND o.day <= $10)
        """, pass);

    /// <remarks>Nobody else writes while the pass holds its lock, so a row stays where it was found.</remarks>
    /// <param name="changed">The common table expression <c>changed</c>, after those that it needs.</param>
    private string Write(string changed, string pass) => $"""
        WITH {changed},
            archived AS (
                INSERT INTO {Name}_history ({Columns}, value, weight, readings, last_at, sketch, pass, batch_id, until_pass, until_batch_id)
                SELECT {Columns}, old_value, old_weight, old_readings, old_last_at, old_sketch, old_pass, old_batch_id, {pass}, batch_id
                FROM changed WHERE old_pass IS NOT NULL),
            removed AS (DELETE FROM {Name} o USING changed c WHERE o.ctid = c.place AND o.unit_id = c.unit_id AND c.readings = 0),
            updated AS (
                UPDATE {Name} o SET value = c.value, weight = c.weight, readings = c.readings, last_at = c.last_at, sketch = c.sketch,
                    pass = {pass}, batch_id = c.batch_id
                FROM changed c WHERE o.ctid = c.place AND o.unit_id = c.unit_id AND c.readings > 0),
            inserted AS (
                INSERT INTO {Name} ({Columns}, value, weight, readings, last_at, sketch, pass, batch_id)
                SELECT {Columns}, value, weight, readings, last_at, sketch, {pass}, batch_id FROM changed WHERE readings > 0 AND old_pass IS NULL),
            raised AS (
                INSERT INTO rollup_versions (metric_id, version) SELECT DISTINCT metric_id, {pass} FROM changed
                ON CONFLICT (metric_id) DO UPDATE SET version = EXCLUDED.version)
            {(HasHour ? "" : Series(pass))}
            SELECT count(*) FILTER (WHERE readings = 0) FROM changed
        """;

    private static string Series(string pass) => $"""
        , series AS (
            INSERT INTO rollup_series AS o (metric_id, unit_id, system_id, first_pass)
            SELECT DISTINCT metric_id, unit_id, system_id, {pass} FROM changed WHERE readings > 0 AND old_pass IS NULL
            ON CONFLICT (metric_id, unit_id, system_id) DO UPDATE SET until_pass = NULL WHERE o.until_pass IS NOT NULL)
        """;
}
