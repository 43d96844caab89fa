using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>One bucket of one series that must be rolled up.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="BatchId">The newest batch that changed something in it.</param>
/// <param name="Added">All that has been added to it since the last pass; null when it must be computed from its readings.</param>
internal readonly record struct TouchedBucket(
    int MetricId, int UnitId, int SystemId, DateOnly Day, DateTimeOffset From, DateTimeOffset Until, RollupRule Rule, long BatchId, HourIncrement? Added)
{
    /// <summary>True when what was added is enough to know: for amounts; of a level the newest reading is looked for, and a sketch is drawn anew.</summary>
    public bool CanBeAdded => Added is { IsExact: true } && !Rule.IsSketch() && !Rule.IsLevel();
}

/// <summary>Buckets as one array for each column, as PostgreSQL's <c>unnest</c> takes them.</summary>
internal sealed class TouchedBuckets(IReadOnlyList<TouchedBucket> buckets)
{
    /// <summary>A list of columns for <see cref="Parameters"/>, in its order.</summary>
    public const string Columns = "metric_id, unit_id, system_id, day, starts, ends, rule, batch_id";

    public const string Unnest = "unnest($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <summary>Together with <see cref="Added"/>, named <c>t</c>.</summary>
    public const string UnnestAdded = $"unnest($1, $2, $3, $4, $5, $6, $7, $8, $11, $12, $13, $14) AS t({Columns}, value, weight, readings, last_at)";

    public IReadOnlyList<TouchedBucket> Buckets => buckets;

    /// <summary>Parameters $1 to $8 the columns, $9 and $10 the first and the last day.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() =>
    [
        Array(b => b.MetricId, NpgsqlDbType.Integer), Array(b => b.UnitId, NpgsqlDbType.Integer), Array(b => b.SystemId, NpgsqlDbType.Integer),
        Array(b => b.Day, NpgsqlDbType.Date), Array(b => b.From.UtcDateTime, NpgsqlDbType.TimestampTz), Array(b => b.Until.UtcDateTime, NpgsqlDbType.TimestampTz),
        Array(b => b.Rule.Code(), NpgsqlDbType.Text), Array(b => b.BatchId, NpgsqlDbType.Bigint),
        SqlValue.Of(buckets.Min(b => b.Day)), SqlValue.Of(buckets.Max(b => b.Day)),
    ];

    /// <summary>Parameters $11 to $14: value, weight, readings and newest instant of what was added to each.</summary>
    public IEnumerable<NpgsqlParameter> Added() =>
    [
        Array(b => b.Rule switch { RollupRule.Wmean => b.Added!.Value.Products, RollupRule.Worst => b.Added!.Value.Most, _ => b.Added!.Value.Sum }, NpgsqlDbType.Numeric),
        Array(b => b.Rule is RollupRule.Ratio or RollupRule.Wmean ? b.Added!.Value.Weights : null, NpgsqlDbType.Numeric),
        Array(b => b.Added!.Value.Readings, NpgsqlDbType.Integer), Array(b => b.Added!.Value.LastAt.UtcDateTime, NpgsqlDbType.TimestampTz),
    ];

    private NpgsqlParameter Array<T>(Func<TouchedBucket, T> column, NpgsqlDbType type) => SqlValue.Array([.. buckets.Select(column)], type);
}
