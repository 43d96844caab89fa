using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Reads minutes of one metric straight from its readings: exact by construction, and known only as of now.</summary>
public sealed class MinuteReader(NpgsqlDataSource database, ReportingCalendar calendar)
{
    /// <summary>How far back minutes are read.</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(48);

    /// <summary>What the metric adds up to in each minute.</summary>
    /// <param name="from">The first minute.</param>
    /// <param name="count">How many minutes.</param>
    /// <param name="lookBack">For levels: how many minutes before each a level still counts.</param>
    public async Task<IReadOnlyList<Total>> ReadAsync(
        Metric metric, Slice slice, DateTimeOffset from, int count, int lookBack, CancellationToken cancellationToken)
    {
        var start = from.AddMinutes(-lookBack);
        var until = from.AddMinutes(count);
        await using var command = database.CreateCommand(Select(metric.Rollup, slice));
        command.Parameters.Add(SqlValue.Of(metric.Id));
        command.Parameters.Add(SqlValue.Of(start.UtcDateTime));
        command.Parameters.Add(SqlValue.Of(until.UtcDateTime));
        command.Parameters.Add(SqlValue.Of(calendar.DayOf(start)));
        command.Parameters.Add(SqlValue.Of(calendar.DayOf(until)));
        if (!slice.AllUnits)
            command.Parameters.Add(SqlValue.Array([.. slice.UnitIds], NpgsqlDbType.Integer));
        if (slice.SystemIds is { } systems)
            command.Parameters.Add(SqlValue.Array([.. systems], NpgsqlDbType.Integer));
        var rows = metric.Rollup.IsSketch()
            ? await SketchesAsync(metric.Rollup, command, cancellationToken)
            : await RollupReader.ReadRowsAsync(command, cancellationToken);
        return WindowTotals.Of(metric, rows, [.. Enumerable.Range(lookBack, count).Select(i => new PartWindow(i - lookBack, i, i))]);
    }

    private static string Select(RollupRule rule, Slice slice)
    {
        var units = slice.AllUnits ? "" : "AND unit_id = ANY($6)";
        var systems = slice.SystemIds is null ? "" : $"AND system_id = ANY(${(slice.AllUnits ? 6 : 7).ToString(CultureInfo.InvariantCulture)})";
        var readings = $"readings WHERE metric_id = $1 AND at >= $2 AND at < $3 AND day >= $4 AND day <= $5 {units} {systems}";
        const string Part = "floor(extract(epoch FROM at - $2) / 60)::integer AS part";
        if (rule.IsSketch())
            return $"SELECT {Part}, unit_id, system_id, event_key, at, batch_id, value, weight FROM {readings} ORDER BY part, unit_id, system_id";
        if (rule.IsLevel())
            return $"""
                SELECT DISTINCT ON (part, unit_id, system_id) {Part}, unit_id, system_id, {RollupReader.Fitting("value")}, {RollupReader.Fitting("weight")}, NULL::bytea
                FROM {readings} ORDER BY part, unit_id, system_id, at DESC, batch_id DESC, source_id DESC, event_key DESC
                """;
        var (value, weight) = rule switch
        {
            RollupRule.Worst => ("max(value)", "NULL::numeric"),
            RollupRule.Wmean => ("sum(value * weight)", "sum(weight)"),
            RollupRule.Ratio => ("sum(value)", "sum(weight)"),
            _ => ("sum(value)", "NULL::numeric"),
        };
        return $"SELECT {Part}, unit_id, 0, {RollupReader.Fitting(value)}, {RollupReader.Fitting(weight)}, NULL::bytea FROM {readings} GROUP BY 1, unit_id ORDER BY 1";
    }

    private static async Task<List<PartRow>> SketchesAsync(RollupRule rule, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sketches = new List<(int Part, int Unit, int System, BucketSketch Sketch)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (part, unit, system) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
            if (sketches.Count == 0 || (sketches[^1].Part, sketches[^1].Unit, sketches[^1].System) != (part, unit, system))
                sketches.Add((part, unit, system, BucketSketch.For(rule)));
            sketches[^1].Sketch.Add(system, reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt64(5), reader.GetDecimal(6),
                reader.IsDBNull(7) ? null : reader.GetDecimal(7));
        }
        return [.. sketches.Select(s => new PartRow(s.Part, s.Unit, s.System, null, null, s.Sketch.ToBytes()))];
    }
}
