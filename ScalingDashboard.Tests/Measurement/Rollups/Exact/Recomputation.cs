using System.Globalization;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Tests.Measurement.Rollups.Exact;

/// <summary>The oracle: all buckets computed from all readings, in memory, in the plainest way.</summary>
internal sealed class Recomputation(NpgsqlDataSource database, ReportingCalendar calendar, IReadOnlyList<Metric> metrics)
{
    private sealed record Row(int Metric, int Unit, int System, DateTimeOffset At, int Source, long Batch, string Key, decimal Value, decimal? Weight);

    /// <summary>One line for each bucket that is not what its readings say; empty when all are.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync()
    {
        var rows = await ReadAsync();
        var firstDayWithHours = calendar.Today.AddDays(-RollupWork.DaysWithHours);
        var expected = Lines(rows, r => calendar.DayOf(r.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Concat(Lines(rows.Where(r => calendar.DayOf(r.At) >= firstDayWithHours), r => calendar.HourOf(r.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)))
            .ToHashSet();
        var found = (await FoundAsync("rollup_days", "to_char(day, 'YYYY-MM-DD')")).Concat(await FoundAsync("rollup_hours", "to_char(hour AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI')")).ToHashSet();
        return [.. expected.Except(found).Select(line => $"missing: {line}"), .. found.Except(expected).Select(line => $"wrong: {line}")];
    }

    private IEnumerable<string> Lines(IEnumerable<Row> rows, Func<Row, string> bucketOf) =>
        rows.GroupBy(r => (Bucket: bucketOf(r), r.Metric, r.Unit, r.System)).Select(bucket =>
        {
            var rule = metrics.Single(m => m.Id == bucket.Key.Metric).Rollup;
            var newest = bucket.OrderBy(r => r.At).ThenBy(r => r.Batch).ThenBy(r => r.Source).ThenBy(r => r.Key, StringComparer.Ordinal).Last();
            var (value, weight) = rule switch
            {
                RollupRule.Sum => (bucket.Sum(r => r.Value), null),
                RollupRule.Ratio => (bucket.Sum(r => r.Value), bucket.Sum(r => r.Weight)),
                RollupRule.Wmean => (bucket.Sum(r => r.Value * r.Weight), bucket.Sum(r => r.Weight)),
                RollupRule.Worst => (bucket.Max(r => r.Value), null),
                RollupRule.Last or RollupRule.RatioLast or RollupRule.NoAgg => (newest.Value, newest.Weight),
                _ => ((decimal?)null, (decimal?)null),
            };
            return Line(bucket.Key.Bucket, bucket.Key.Metric, bucket.Key.Unit, bucket.Key.System, value, weight, rule.IsLevel() ? 1 : bucket.Count(), newest.At, SketchOf(rule, bucket));
        });

    private static string SketchOf(RollupRule rule, IEnumerable<Row> rows)
    {
        if (!rule.IsSketch())
            return "";
        var sketch = BucketSketch.For(rule);
        foreach (var r in rows)
            sketch.Add(r.System, r.Key, r.At, r.Batch, r.Value, r.Weight);
        return Convert.ToHexString(sketch.ToBytes());
    }

    private static string Line(string bucket, int metric, int unit, int system, decimal? value, decimal? weight, int readings, DateTimeOffset lastAt, string sketch) =>
        string.Create(CultureInfo.InvariantCulture, $"{bucket} metric {metric} unit {unit} system {system}: {value / 1.0000000000000000000m} over {weight / 1.0000000000000000000m} of {readings} until {lastAt.UtcDateTime:O} {sketch}");

    private async Task<List<Row>> ReadAsync()
    {
        var rows = new List<Row>();
        await using var command = database.CreateCommand("SELECT metric_id, unit_id, system_id, at, source_id, batch_id, event_key, value, weight FROM readings");
        await using var r = await command.ExecuteReaderAsync();
        while (await r.ReadAsync())
            rows.Add(new Row(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetFieldValue<DateTimeOffset>(3), r.GetInt32(4), r.GetInt64(5), r.GetString(6), r.GetDecimal(7),
                r.IsDBNull(8) ? null : r.GetDecimal(8)));
        return rows;
    }

    private async Task<List<string>> FoundAsync(string table, string bucket)
    {
        var lines = new List<string>();
        await using var command = database.CreateCommand($"SELECT {bucket}, metric_id, unit_id, system_id, value, weight, readings, last_at, sketch FROM {table}");
        await using var r = await command.ExecuteReaderAsync();
        while (await r.ReadAsync())
            lines.Add(Line(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.IsDBNull(4) ? null : r.GetDecimal(4), r.IsDBNull(5) ? null : r.GetDecimal(5),
                r.GetInt32(6), r.GetFieldValue<DateTimeOffset>(7), r.IsDBNull(8) ? "" : Convert.ToHexString(r.GetFieldValue<byte[]>(8))));
        return lines;
    }
}
