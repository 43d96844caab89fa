using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Draws the sketches of buckets: from their readings, or a day's from those of its hours. The same readings give
/// the same bytes in whatever order they come.</summary>
internal sealed class SketchRollup(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    private const string Touched = $"{TouchedBuckets.Unnest} WITH ORDINALITY AS t({TouchedBuckets.Columns}, place)";
    private const string Series = "x.metric_id = t.metric_id AND x.day = t.day AND x.unit_id = t.unit_id AND x.system_id = t.system_id";

    /// <summary>The drawn sketches as a source for <see cref="BucketTable.Merge"/>.</summary>
    public static string Computed(BucketTable table) => $"""
        SELECT t.metric_id, t.unit_id, t.system_id, t.day{table.Extra}, NULL::numeric AS value, NULL::numeric AS weight, t.readings, t.last_at, t.sketch, t.batch_id
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $11, $12, $13) AS t({TouchedBuckets.Columns}, readings, last_at, sketch)
        """;

    /// <summary>Parameters $11 to $13 for <see cref="Computed"/>: readings, newest instant and sketch of each bucket.</summary>
    public async Task<IEnumerable<NpgsqlParameter>> DrawAsync(TouchedBuckets touched, bool fromHours, CancellationToken cancellationToken)
    {
        var drawn = new DrawnSketches(touched.Buckets.Count);
        await using var command = new NpgsqlCommand(fromHours
            ? $"SELECT t.place, x.readings, x.last_at, x.sketch FROM {Touched} JOIN rollup_hours x ON {Series} AND x.day >= $9 AND x.day <= $10 ORDER BY t.place"
            : $"""
              SELECT t.place, 1, x.at, x.event_key, x.batch_id, x.value, x.weight FROM {Touched} CROSS JOIN LATERAL (
                  SELECT * FROM readings x WHERE {Series} AND x.at >= t.starts AND x.at < t.ends AND x.day >= $9 AND x.day <= $10) x ORDER BY t.place
              """, connection, transaction) { CommandTimeout = 300 };
        command.Parameters.AddRange(touched.Parameters().ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        BucketSketch? sketch = null;
        var place = -1;
        while (await reader.ReadAsync(cancellationToken))
        {
            var next = (int)reader.GetInt64(0) - 1;
            if (next != place)
            {
                drawn.Keep(place, sketch);
                (place, sketch) = (next, BucketSketch.For(touched.Buckets[next].Rule));
            }
            var at = reader.GetFieldValue<DateTimeOffset>(2);
            drawn.Count(place, reader.GetInt32(1), at);
            if (fromHours)
                sketch!.Merge(reader.GetFieldValue<byte[]>(3));
            else
                sketch!.Add(touched.Buckets[place].SystemId, reader.GetString(3), at, reader.GetInt64(4), reader.GetDecimal(5), reader.IsDBNull(6) ? null : reader.GetDecimal(6));
        }
        drawn.Keep(place, sketch);
        return drawn.Parameters();
    }
}

/// <summary>Sketches by the place of their bucket; a bucket without readings has none.</summary>
internal sealed class DrawnSketches(int buckets)
{
    private readonly int[] _readings = new int[buckets];
    private readonly DateTime?[] _lastAt = new DateTime?[buckets];
    private readonly byte[]?[] _sketches = new byte[]?[buckets];

    public IEnumerable<NpgsqlParameter> Parameters() =>
    [
        SqlValue.Array(_readings, NpgsqlDbType.Integer), SqlValue.Array(_lastAt, NpgsqlDbType.TimestampTz), SqlValue.Array(_sketches, NpgsqlDbType.Bytea),
    ];

    public void Count(int place, int readings, DateTimeOffset at)
    {
        _readings[place] += readings;
        if (_lastAt[place] is not { } last || at.UtcDateTime > last)
            _lastAt[place] = at.UtcDateTime;
    }

    public void Keep(int place, BucketSketch? sketch)
    {
        if (sketch is not null)
            _sketches[place] = sketch.ToBytes();
    }
}
