using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Turns counts since a start into readings of what is new, in the transaction that stores these: a request that is
/// sent again, or of which nothing was stored, counts nothing twice and loses nothing.</summary>
/// <param name="most">How many the sender may have going: attributes are of its choice, and each set of them is another row.</param>
internal sealed class CumulativeCounts(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, int most)
{
    private const string Series = "unnest($2, $3, $4, $5)";
    private const string SameSeries = "s.source_id = $1 AND s.metric_id = t.metric_id AND s.unit_id = t.unit_id AND s.system_id = t.system_id AND s.series = t.series";

    /// <param name="counts">In any order; each series is followed in the order of time.</param>
    /// <exception cref="Invalid">The sender would have more going than it may (422).</exception>
    public async Task<List<(Reading Reading, Metric? Limits)>> TakeAsync(IReadOnlyList<CumulativeReading> counts, CancellationToken cancellationToken)
    {
        // In one order for all senders, so that two requests never wait for each other.
        var keys = counts.Select(KeyOf).Distinct().ToArray();
        if (keys.Length > most)
            throw TooMany($"The request brings {keys.Length} counts");
        Array.Sort(keys);
        await BeginNewAsync(keys, cancellationToken);
        var states = await LockAsync(keys, cancellationToken);
        var readings = new List<(Reading, Metric?)>();
        foreach (var told in counts.OrderBy(c => c.Count.At))
        {
            CountState? last = states.TryGetValue(KeyOf(told), out var state) ? state : null;
            if (last is { } known && told.Count.At <= known.At)
                continue;
            // A value of zero says that somebody counts; a bucket that got nothing says nothing.
            if (CountState.New(last, told) is { } amount && !(told.CountsWeight && amount == 0))
                readings.Add((told.New(amount), told.Limits));
            states[KeyOf(told)] = new CountState(told.Total, told.Count.At, told.Since);
        }
        await KeepAsync(keys, states, cancellationToken);
        return readings;
    }

    private static (int Metric, int Unit, int System, string Series) KeyOf(CumulativeReading told) =>
        (told.Count.MetricId, told.Count.UnitId, told.Count.SystemId, told.Count.EventKey);

    private async Task BeginNewAsync((int, int, int, string)[] keys, CancellationToken cancellationToken)
    {
        await using var known = Command($"SELECT count(*) FROM cumulative_series s JOIN {Series} AS t(metric_id, unit_id, system_id, series) ON {SameSeries}", keys);
        var fresh = keys.Length - (long)(await known.ExecuteScalarAsync(cancellationToken))!;
        if (fresh == 0)
            return;
        // Counted only when one is new. Two requests at once may each find the last room: a few more do no harm.
        await using var all = new NpgsqlCommand("SELECT count(*) FROM (SELECT FROM cumulative_series WHERE source_id = $1 LIMIT $2) counted", connection, transaction);
        all.Parameters.Add(SqlValue.Of(sourceId));
        all.Parameters.Add(SqlValue.Of(most));
        if ((long)(await all.ExecuteScalarAsync(cancellationToken))! + fresh > most)
            throw TooMany($"The request brings {fresh} counts that are new");
        await using var insert = Command($"""
            INSERT INTO cumulative_series (source_id, metric_id, unit_id, system_id, series)
            SELECT $1, * FROM {Series} ON CONFLICT DO NOTHING
            """, keys);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private Invalid TooMany(string what) => new(
        $"{what}, and a sender may have {most} going: each set of attributes is one (setting Readings:CountsPerSender). Leave out attributes that are different each time, such as request ids, or send deltas. Nothing was stored.",
        StatusCodes.Status422UnprocessableEntity);

    private async Task<Dictionary<(int, int, int, string), CountState>> LockAsync((int, int, int, string)[] keys, CancellationToken cancellationToken)
    {
        await using var select = Command($"""
            SELECT s.metric_id, s.unit_id, s.system_id, s.series, s.last_value, s.last_at, s.since
            FROM cumulative_series s JOIN {Series} AS t(metric_id, unit_id, system_id, series) ON {SameSeries}
            ORDER BY 1, 2, 3, 4 FOR UPDATE OF s
            """, keys);
        var states = new Dictionary<(int, int, int, string), CountState>();
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            if (!reader.IsDBNull(5))
                states[(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetString(3))] =
                    new(reader.GetDecimal(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<DateTimeOffset>(6));
        return states;
    }

    private async Task KeepAsync((int, int, int, string)[] keys, Dictionary<(int, int, int, string), CountState> states, CancellationToken cancellationToken)
    {
        await using var update = Command($"""
            UPDATE cumulative_series s SET last_value = t.last_value, last_at = t.last_at, since = t.since
            FROM unnest($2, $3, $4, $5, $6, $7, $8) AS t(metric_id, unit_id, system_id, series, last_value, last_at, since) WHERE {SameSeries}
            """, keys);
        update.Parameters.Add(SqlValue.Array(keys.Select(k => states[k].Total).ToArray(), NpgsqlDbType.Numeric));
        update.Parameters.Add(SqlValue.Array(keys.Select(k => states[k].At.UtcDateTime).ToArray(), NpgsqlDbType.TimestampTz));
        update.Parameters.Add(SqlValue.Array(keys.Select(k => states[k].Since.UtcDateTime).ToArray(), NpgsqlDbType.TimestampTz));
        await update.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, (int Metric, int Unit, int System, string Series)[] keys)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.Add(SqlValue.Of(sourceId));
        command.Parameters.Add(SqlValue.Array(keys.Select(k => k.Metric).ToArray(), NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array(keys.Select(k => k.Unit).ToArray(), NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array(keys.Select(k => k.System).ToArray(), NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array(keys.Select(k => k.Series).ToArray(), NpgsqlDbType.Text));
        return command;
    }
}
