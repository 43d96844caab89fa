using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>What passes changed: for each metric the rows they touched, as known after the last of them.</summary>
/// <param name="Pass">The last pass.</param>
/// <param name="Rows">Null when what changed is no longer on record, or too much to catch up with.</param>
internal sealed record MirrorChanges(long Pass, IReadOnlyDictionary<int, List<MirrorRow>>? Rows);

/// <summary>Reads day roll-ups for the mirror, each time within one snapshot of the database: rows and the pass they are
/// known after belong together, whatever is committed meanwhile.</summary>
internal sealed class MirrorTable(NpgsqlDataSource database)
{
    /// <summary>More passes than these are not caught up with; reading everything anew is faster.</summary>
    private const int MostPasses = 250;

    private const int BatchSize = 1 << 16;

    private static readonly string Numbers = $"d.last_at, {Held("d.value")}, {Held("d.weight")}, d.weight IS NOT NULL";

    /// <summary>All rows of a metric, in pieces, with the pass they are known after.</summary>
    public async IAsyncEnumerable<(long Pass, List<MirrorRow> Rows)> ReadAllAsync(int metricId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await using var newest = new NpgsqlCommand("SELECT coalesce(max(pass), 0) FROM rollup_log", connection, transaction);
        var pass = (long)(await newest.ExecuteScalarAsync(cancellationToken))!;
        await using var command = new NpgsqlCommand($"SELECT metric_id, unit_id, system_id, day, {Numbers} FROM rollup_days d WHERE metric_id = $1", connection, transaction)
        {
            CommandTimeout = 600,
        };
        command.Parameters.Add(SqlValue.Of(metricId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<MirrorRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(RowOf(reader));
            if (rows.Count < BatchSize)
                continue;
            yield return (pass, rows);
            rows.Clear();
        }
        yield return (pass, rows);
    }

    /// <summary>What changed after a pass, until now.</summary>
    /// <param name="arrived">Metrics whose rows are known as of <paramref name="arrivedSince"/>, an earlier pass than that
    /// of all others.</param>
    /// <param name="without">Metrics of which nothing is asked.</param>
    public async Task<MirrorChanges> ReadChangesAsync(
        long since, long arrivedSince, int[] arrived, int[] without, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var first = Math.Min(since, arrivedSince);
        var (pass, isOnRecord) = await ReadLogAsync(connection, transaction, first, cancellationToken);
        if (pass == first)
            return new MirrorChanges(pass, new Dictionary<int, List<MirrorRow>>());
        if (!isOnRecord)
            return new MirrorChanges(pass, null);
        // Row by row through the key: whatever the planner believes of the arrays, the whole table is never read.
        await using var command = new NpgsqlCommand($"""
            SELECT t.metric_id, t.unit_id, t.system_id, t.day, {Numbers}
            FROM (SELECT DISTINCT t.* FROM rollup_log l CROSS JOIN unnest(l.metric_ids, l.unit_ids, l.system_ids, l.days) AS t(metric_id, unit_id, system_id, day)
                  WHERE l.pass > least($1, $2) AND (l.pass > $1 OR t.metric_id = ANY($3)) AND t.metric_id <> ALL($4)) t
            LEFT JOIN LATERAL (SELECT * FROM rollup_days d WHERE d.metric_id = t.metric_id AND d.day = t.day
                                 AND d.unit_id = t.unit_id AND d.system_id = t.system_id LIMIT 1) d ON true
            """, connection, transaction) { CommandTimeout = 300 };
        command.Parameters.Add(SqlValue.Of(since));
        command.Parameters.Add(SqlValue.Of(arrivedSince));
        command.Parameters.Add(SqlValue.Array(arrived, NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array(without, NpgsqlDbType.Integer));
        var rows = new Dictionary<int, List<MirrorRow>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var metricId = reader.GetInt32(0);
            if (!rows.TryGetValue(metricId, out var own))
                rows[metricId] = own = [];
            own.Add(RowOf(reader));
        }
        return new MirrorChanges(pass, rows);
    }

    private static async Task<(long Pass, bool IsOnRecord)> ReadLogAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT coalesce(max(pass), $1), count(*), coalesce(bool_and(days IS NOT NULL), true) FROM rollup_log WHERE pass > $1", connection, transaction);
        command.Parameters.Add(SqlValue.Of(since));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetInt64(1) <= MostPasses && reader.GetBoolean(2));
    }

    private static MirrorRow RowOf(NpgsqlDataReader reader)
    {
        decimal? value = reader.IsDBNull(5) ? null : reader.GetDecimal(5), weight = reader.IsDBNull(6) ? null : reader.GetDecimal(6);
        var isWhole = reader.GetBoolean(7) == weight is not null;
        return new MirrorRow(reader.GetInt32(1), reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3).DayNumber,
            isWhole ? value : null, weight, reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTime>(4));
    }

    /// <summary>The number, where it has no more digits than a decimal surely holds; most are decided by the first condition.</summary>
    private static string Held(string number) => $"""
        CASE WHEN scale({number}) <= 10 AND abs({number}) < 1e18 THEN {number}
             WHEN scale(trim_scale({number})) <= 18 AND abs({number}) < 1e10 THEN trim_scale({number}) END
        """;
}
