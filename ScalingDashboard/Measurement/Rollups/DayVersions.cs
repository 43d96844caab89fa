using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;

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
public sealed class DayVersions(NpgsqlDataSource database)
{
    /// <summary>The days of a span that were changed late, oldest first.</summary>
    internal async Task<List<ChangedDay>> ChangedAsync(
        Metric metric, Slice slice, DateOnly from, DateOnly to, long pass, CancellationToken cancellationToken)
    {
        var known = new KnownRows("rollup_days", pass, "", slice, 4);
        await using var command = database.CreateCommand($"""
            SELECT t.day, t.passes, t.ats, (SELECT l.at FROM rollup_log l WHERE l.pass = (
                SELECT min(k.pass) FROM (
                    SELECT pass FROM rollup_days WHERE metric_id = $1 AND day = t.day AND pass <= {known.Pass} {known.Within}
                    UNION ALL SELECT pass FROM rollup_days_history WHERE metric_id = $1 AND day = t.day AND pass <= {known.Pass} {known.Within}) k))
            FROM (SELECT r.day, array_agg(r.pass ORDER BY r.pass) AS passes, array_agg(l.at ORDER BY r.pass) AS ats
                  FROM rollup_restatements r JOIN rollup_log l ON l.pass = r.pass
                  WHERE r.metric_id = $1 AND r.day >= $2 AND r.day <= $3 AND r.pass <= {known.Pass} GROUP BY r.day) t
            ORDER BY t.day
            """);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        known.AddSlice(command);
        var days = new List<ChangedDay>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var passes = reader.GetFieldValue<long[]>(1).Zip(reader.GetFieldValue<DateTimeOffset[]>(2), (number, at) => new TimedPass(number, at));
            days.Add(new ChangedDay(reader.GetFieldValue<DateOnly>(0), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), [.. passes]));
        }
        return days;
    }

    /// <summary>The buckets of such days as they were before, between and after the passes that changed them. One day at a
    /// time: a span of years never stands in memory at once.</summary>
    internal async IAsyncEnumerable<(ChangedDay Day, IReadOnlyList<DayVersion> Versions)> ReadAsync(
        Metric metric, Slice slice, IReadOnlyList<ChangedDay> days, long pass, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = new KnownRows("rollup_days", pass, "", slice, 4);
        string Versions(string table, string until, string untilBatch) => $"""
            SELECT day, unit_id, system_id, {RollupReader.Fitting("value")}, {RollupReader.Fitting("weight")}, sketch, pass, batch_id, {until} AS until, {untilBatch}
            FROM {table} JOIN unnest($2, $3) AS t(day, first) USING (day) WHERE metric_id = $1 AND pass <= {known.Pass} {known.Within}
            """;
        await using var command = database.CreateCommand($"""
            {Versions("rollup_days", "NULL::bigint", "NULL::bigint")}
            UNION ALL {Versions("rollup_days_history", "until_pass", "until_batch_id")} AND until_pass >= first
            ORDER BY day
            """);
        command.Parameters.Add(new() { Value = metric.Id });
        command.Parameters.Add(new() { Value = days.Select(d => d.Day).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = days.Select(d => d.Passes[0].Pass).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
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
