using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Reads roll-ups of one metric within a slice. The slice is part of every statement.</summary>
public sealed class RollupReader(NpgsqlDataSource database)
{
    /// <summary>What each unit contributed to each part: parts run between consecutive bounds.</summary>
    /// <param name="bounds">At least two ascending days.</param>
    public async Task<RollupParts> ReadDaysAsync(Metric metric, Slice slice, IReadOnlyList<DateOnly> bounds, CancellationToken cancellationToken)
    {
        var where = $"metric_id = $1 AND day >= $2 AND day < $3 {Within(slice)}";
        var sql = metric.Rollup.IsLevel()
            ? $"""
               SELECT DISTINCT ON (part, unit_id, system_id) width_bucket(day, $4) - 1 AS part, unit_id, system_id, {Fitting("value")}, {Fitting("weight")}
               FROM rollup_days WHERE {where} ORDER BY part, unit_id, system_id, day DESC
               """
            : $"""
               SELECT width_bucket(day, $4) - 1 AS part, unit_id, 0, {Fitting("sum(value)")}, {Fitting("sum(weight)")}
               FROM rollup_days WHERE {where} GROUP BY part, unit_id ORDER BY part
               """;
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = bounds[0] });
        command.Parameters.Add(new() { Value = bounds[^1] });
        command.Parameters.Add(new() { Value = bounds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        AddSlice(command, slice);
        return new RollupParts(bounds, await ReadRowsAsync(command, cancellationToken));
    }

    /// <summary>What each unit contributed to each hour from and until the given instants. Part 0 is the hour of
    /// <paramref name="from"/>.</summary>
    public async Task<IReadOnlyList<PartRow>> ReadHoursAsync(Metric metric, Slice slice, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var columns = "(extract(epoch FROM hour - $2) / 3600)::integer AS part, unit_id";
        var where = $"metric_id = $1 AND hour >= $2 AND hour < $3 {Within(slice, 4)}";
        await using var command = database.CreateCommand(metric.Rollup.IsLevel()
            ? $"SELECT {columns}, system_id, {Fitting("value")}, {Fitting("weight")} FROM rollup_hours WHERE {where} ORDER BY part"
            : $"SELECT {columns}, 0, {Fitting("sum(value)")}, {Fitting("sum(weight)")} FROM rollup_hours WHERE {where} GROUP BY part, unit_id ORDER BY part");
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(new() { Value = until.UtcDateTime });
        AddSlice(command, slice);
        return await ReadRowsAsync(command, cancellationToken);
    }

    /// <summary>The newest reading in the slice and how many of its units have ever reported the metric.</summary>
    public async Task<(DateTimeOffset? LastAt, int Reporters)> ReadLatestAsync(Metric metric, Slice slice, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"SELECT max(last_at), count(DISTINCT unit_id)::integer FROM rollup_latest WHERE metric_id = $1 {Within(slice, 2)}");
        command.Parameters.Add(new() { Value = metric.Id });
        AddSlice(command, slice);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1));
    }

    private static async Task<List<PartRow>> ReadRowsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<PartRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new PartRow(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2),
                reader.IsDBNull(3) ? null : reader.GetDecimal(3), reader.IsDBNull(4) ? null : reader.GetDecimal(4)));
        return rows;
    }

    /// <summary>The number with as many digits as a decimal holds (28). PostgreSQL keeps more: a product of two ordinary
    /// binary fractions has over 30, and reading one such number would fail the whole dashboard.</summary>
    private static string Fitting(string number) => $"""
        CASE WHEN abs({number}) < 1e12 AND scale({number}) <= 12 THEN {number}
             ELSE trim_scale(round({number}, 28 - length(trunc(abs({number}))::text))) END
        """;

    /// <summary>The slice as conditions; a condition that lets everything through is left out, because testing it for
    /// each of a few hundred thousand rows is what such a query would spend its time on.</summary>
    private static string Within(Slice slice, int next = 5)
    {
        var units = slice.AllUnits ? "" : $"AND unit_id = ANY(${next++})";
        return slice.SystemIds is null ? units : $"{units} AND system_id = ANY(${next})";
    }

    private static void AddSlice(NpgsqlCommand command, Slice slice)
    {
        if (!slice.AllUnits)
            command.Parameters.Add(new() { Value = slice.UnitIds.ToArray() });
        if (slice.SystemIds is { } systems)
            command.Parameters.Add(new() { Value = systems.ToArray() });
    }
}
