using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>One bucket of a day as it was known from a pass until another.</summary>
/// <param name="BatchId">The newest batch behind it.</param>
/// <param name="UntilPass">The pass that replaced or removed it; null while none has.</param>
/// <param name="UntilBatchId">The batch that was the reason.</param>
internal sealed record DayVersion(
    int UnitId, int SystemId, decimal? Value, decimal? Weight, byte[]? Sketch, long Pass, long BatchId, long? UntilPass, long? UntilBatchId);

/// <summary>A pass and when it was.</summary>
internal readonly record struct TimedPass(long Pass, DateTimeOffset At);

/// <summary>A day that changed after it had long been over and known.</summary>
/// <param name="FirstKnownAt">When anything in the slice was first known of it; null when that is older than all records.</param>
/// <param name="Passes">The passes that changed it, in order.</param>
internal sealed record ChangedDay(DateOnly Day, DateTimeOffset? FirstKnownAt, IReadOnlyList<TimedPass> Passes);

/// <summary>Reads what days said before and after they were changed, within a slice and as known after a pass.</summary>
public sealed class DayVersions(KnownSource source)
{
    /// <summary>The days of a span that were changed late, oldest first.</summary>
    internal async Task<List<ChangedDay>> ChangedAsync(
        Metric metric, Slice slice, DateOnly from, DateOnly to, long pass, CancellationToken cancellationToken)
    {
        var days = await MarkedAsync(metric, from, to, pass, cancellationToken);
        if (days.Count == 0)
            return days;
        var known = new KnownRows("rollup_days", pass, "", slice, 3);
        string First(string table) =>
            $"SELECT day, min(pass) AS first FROM {table} WHERE metric_id = $1 AND day = ANY($2) AND pass <= {known.Pass} {known.Within} GROUP BY day";
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SELECT f.day, l.at FROM (SELECT day, min(first) AS first FROM ({First("rollup_days")} UNION ALL {First("rollup_days_history")}) u GROUP BY day) f,
            LATERAL (SELECT at FROM rollup_log WHERE pass = f.first) l
            """, connection);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(SqlValue.Array([.. days.Select(d => d.Day)], NpgsqlDbType.Date));
        known.AddSlice(command);
        var firsts = new Dictionary<DateOnly, DateTimeOffset>(days.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            firsts[reader.GetFieldValue<DateOnly>(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return [.. days.Select(d => firsts.TryGetValue(d.Day, out var first) ? d with { FirstKnownAt = first } : d)];
    }

    /// <summary>The buckets of such days as they were before, between and after the passes that changed them. One day at a
    /// time: a span of years never stands in memory at once.</summary>
    /// <param name="days">Oldest first.</param>
    internal async IAsyncEnumerable<(ChangedDay Day, IReadOnlyList<DayVersion> Versions)> ReadAsync(
        Metric metric, Slice slice, IReadOnlyList<ChangedDay> days, long pass, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new KnownRows("rollup_days", pass, "", slice, 4);
        string Versions(string table, string until, string untilBatch) => $"""
            SELECT day, unit_id, system_id, {RollupReader.Fitting("value")}, {RollupReader.Fitting("weight")}, sketch, pass, batch_id, {until}, {untilBatch}
            FROM {table} WHERE metric_id = $1 AND day = ANY($2) AND pass <= {known.Pass} {known.Within}
            """;
        // What had been replaced before a day's first such pass is of no interest; an intraday metric has much of it.
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            {Versions("rollup_days", "NULL::bigint", "NULL::bigint")}
            UNION ALL {Versions("rollup_days_history", "until_pass", "until_batch_id")} AND until_pass >= $3[width_bucket(day, $2)]
            ORDER BY day
            """, connection);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(SqlValue.Array([.. days.Select(d => d.Day)], NpgsqlDbType.Date));
        command.Parameters.Add(SqlValue.Array([.. days.Select(d => d.Passes[0].Pass)], NpgsqlDbType.Bigint));
        known.AddSlice(command);
        var (next, versions) = (0, new List<DayVersion>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            for (var day = reader.GetFieldValue<DateOnly>(0); days[next].Day != day; next++)
            {
                yield return (days[next], versions);
                versions = [];
            }
            versions.Add(Version(reader, pass));
        }
        for (; next < days.Count; next++)
        {
            yield return (days[next], versions);
            versions = [];
        }
    }

    private async Task<List<ChangedDay>> MarkedAsync(Metric metric, DateOnly from, DateOnly to, long pass, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand("""
            SELECT r.day, array_agg(r.pass ORDER BY r.pass), array_agg(l.at ORDER BY r.pass) FROM rollup_restatements r JOIN rollup_log l ON l.pass = r.pass
            WHERE r.metric_id = $1 AND r.day >= $2 AND r.day <= $3 AND r.pass <= $4 GROUP BY r.day ORDER BY r.day
            """, connection);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = pass });
        var days = new List<ChangedDay>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            days.Add(new ChangedDay(reader.GetFieldValue<DateOnly>(0), null,
                [.. reader.GetFieldValue<long[]>(1).Zip(reader.GetFieldValue<DateTimeOffset[]>(2), (number, at) => new TimedPass(number, at))]));
        return days;
    }

    private static DayVersion Version(NpgsqlDataReader reader, long pass)
    {
        // What a later pass did to it was not known yet.
        var ended = !reader.IsDBNull(8) && reader.GetInt64(8) <= pass;
        return new DayVersion(
            reader.GetInt32(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetDecimal(3), reader.IsDBNull(4) ? null : reader.GetDecimal(4),
            reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5), reader.GetInt64(6), reader.GetInt64(7),
            ended ? reader.GetInt64(8) : null, ended ? reader.GetInt64(9) : null);
    }
}
