using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Reads roll-ups of one metric within a slice, as they were known after a pass. Slice and pass are part of
/// every statement: nobody can forget either. Days come from the mirror in memory where it has them; PostgreSQL is the
/// truth, and says the same.</summary>
public sealed class RollupReader(KnownSource source, RollupMirror mirror)
{
    /// <summary>What the metric adds up to over each window of days.</summary>
    /// <param name="pass">As known after this pass.</param>
    public async Task<IReadOnlyList<Total>> ReadDaysAsync(
        Metric metric, Slice slice, long pass, IReadOnlyList<Window> windows, CancellationToken cancellationToken)
    {
        if (windows.Count == 0)
            return [];
        if (mirror.TryReadDays(metric, slice, pass, windows) is { } mirrored)
            return mirrored;
        DateOnly[] bounds = [.. windows.SelectMany(w => new[] { w.CarryFrom, w.From, w.To.AddDays(1) }).Distinct().Order()];
        var known = new KnownRows("rollup_days", pass, "day >= $3 AND day < $4", slice);
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand(Select(metric.Rollup, known, "day"), connection);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(SqlValue.Array(bounds, NpgsqlDbType.Date));
        command.Parameters.Add(new() { Value = bounds[0] });
        command.Parameters.Add(new() { Value = bounds[^1] });
        known.AddSlice(command);
        var rows = await ReadRowsAsync(command, cancellationToken);
        return WindowTotals.Of(metric, rows, [.. windows.Select(w => new PartWindow(PartOf(w.CarryFrom), PartOf(w.From), PartOf(w.To.AddDays(1)) - 1))]);

        int PartOf(DateOnly bound) => Array.BinarySearch(bounds, bound);
    }

    /// <summary>What the metric adds up to in each hour.</summary>
    /// <param name="hours">First instants of consecutive hours of the reporting zone, and the instant after the last.</param>
    /// <param name="first">The first hour asked for; the ones before it are the look-back of levels.</param>
    /// <param name="lookBack">How many hours before each a level still counts.</param>
    public async Task<IReadOnlyList<Total>> ReadHoursAsync(
        Metric metric, Slice slice, long pass, ReportingCalendar calendar, IReadOnlyList<DateTimeOffset> hours, int first, int lookBack, CancellationToken cancellationToken)
    {
        var known = new KnownRows("rollup_hours", pass, "hour >= $3 AND hour < $4 AND day >= $5 AND day <= $6", slice, 7);
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand(Select(metric.Rollup, known, "hour"), connection);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(SqlValue.Array([.. hours.Select(h => h.UtcDateTime)], NpgsqlDbType.TimestampTz));
        command.Parameters.Add(new() { Value = hours[0].UtcDateTime });
        command.Parameters.Add(new() { Value = hours[^1].UtcDateTime });
        command.Parameters.Add(new() { Value = calendar.DayOf(hours[0]) });
        command.Parameters.Add(new() { Value = calendar.DayOf(hours[^1]) });
        known.AddSlice(command);
        var rows = await ReadRowsAsync(command, cancellationToken);
        return WindowTotals.Of(metric, rows, [.. Enumerable.Range(first, hours.Count - 1 - first).Select(i => new PartWindow(Math.Max(0, i - lookBack), i, i))]);
    }

    /// <summary>The newest reading in the slice and how many of its units had ever reported the metric.</summary>
    public async Task<(DateTimeOffset? LastAt, int Reporters)> ReadLatestAsync(Metric metric, Slice slice, long pass, CancellationToken cancellationToken)
    {
        if (mirror.TryReadLatest(metric, slice, pass) is { } mirrored)
            return mirrored;
        var known = new KnownRows("rollup_days", pass, "true", slice, 2);
        // The newest reading lies in the newest day: of each table only the end of its index is looked at.
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SELECT (SELECT max(last_at) FROM ({known.NewestDay()}) newest),
                   (SELECT count(DISTINCT unit_id)::integer FROM rollup_series
                    WHERE metric_id = $1 AND first_pass <= {known.Pass} AND (until_pass IS NULL OR until_pass > {known.Pass}) {known.Within})
            """, connection);
        command.Parameters.Add(new() { Value = metric.Id });
        known.AddSlice(command);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1));
    }

    private static string Select(RollupRule rule, KnownRows known, string bucket)
    {
        var part = $"width_bucket({bucket}, $2) - 1 AS part";
        if (rule.IsSketch())
            return $"SELECT {part}, unit_id, system_id, NULL::numeric, NULL::numeric, sketch FROM ({known.Sql}) k ORDER BY part";
        if (rule.IsLevel())
            return $"""
                SELECT DISTINCT ON (part, unit_id, system_id) {part}, unit_id, system_id, {Fitting("value")}, {Fitting("weight")}, NULL::bytea
                FROM ({known.Sql}) k ORDER BY part, unit_id, system_id, {bucket} DESC
                """;
        var value = rule == RollupRule.Worst ? "max(value)" : "sum(value)";
        return $"SELECT {part}, unit_id, 0, {Fitting(value)}, {Fitting("sum(weight)")}, NULL::bytea FROM ({known.Sql}) k GROUP BY part, unit_id ORDER BY part";
    }

    internal static async Task<List<PartRow>> ReadRowsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<PartRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new PartRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetDecimal(3),
                reader.IsDBNull(4) ? null : reader.GetDecimal(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5)));
        return rows;
    }

    /// <summary>The number with as many digits as a decimal holds (28). PostgreSQL keeps more: a product of two ordinary
    /// binary fractions has over 30, and reading one such number would fail the whole dashboard.</summary>
    internal static string Fitting(string number) => $"""
        CASE WHEN abs({number}) < 1e12 AND scale({number}) <= 12 THEN {number}
             ELSE trim_scale(round({number}, 28 - length(trunc(abs({number}))::text))) END
        """;
}
