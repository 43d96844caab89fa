using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>One bucket of one series that must be computed anew.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="BatchId">The newest batch that changed something in it.</param>
internal readonly record struct TouchedBucket(
    int MetricId, int UnitId, int SystemId, DateOnly Day, DateTimeOffset From, DateTimeOffset Until, RollupRule Rule, long BatchId);

/// <summary>Buckets as one array for each column, as PostgreSQL's <c>unnest</c> takes them.</summary>
internal sealed class TouchedBuckets(IReadOnlyList<TouchedBucket> buckets)
{
    /// <summary>A list of columns for <see cref="Parameters"/>, in its order.</summary>
    public const string Columns = "metric_id, unit_id, system_id, day, starts, ends, rule, batch_id";

    public const string Unnest = "unnest($1, $2, $3, $4, $5, $6, $7, $8)";

    public IReadOnlyList<TouchedBucket> Buckets => buckets;

    /// <summary>Parameters $1 to $8 the columns, $9 and $10 the first and the last day.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() =>
    [
        Array(b => b.MetricId, NpgsqlDbType.Integer), Array(b => b.UnitId, NpgsqlDbType.Integer), Array(b => b.SystemId, NpgsqlDbType.Integer),
        Array(b => b.Day, NpgsqlDbType.Date), Array(b => b.From.UtcDateTime, NpgsqlDbType.TimestampTz), Array(b => b.Until.UtcDateTime, NpgsqlDbType.TimestampTz),
        Array(b => b.Rule.Code(), NpgsqlDbType.Text), Array(b => b.BatchId, NpgsqlDbType.Bigint),
        SqlValue.Of(buckets.Min(b => b.Day)), SqlValue.Of(buckets.Max(b => b.Day)),
    ];

    private NpgsqlParameter Array<T>(Func<TouchedBucket, T> column, NpgsqlDbType type) => SqlValue.Array([.. buckets.Select(column)], type);
}
