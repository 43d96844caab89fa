using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>What is on record about a reading.</summary>
/// <param name="Place">Of the reading among those asked about.</param>
/// <param name="IsSame">True when it said the same value and weight.</param>
/// <param name="Decision">By whom and when, in words.</param>
internal sealed record QuarantineRecord(int Place, long Id, QuarantineState State, bool IsSame, string Found, string Decision)
{
    /// <summary>Why it is set aside once more after it was refused.</summary>
    public Implausible Again() => new(Implausible.RefusedBefore, Found, Decision);
}

/// <summary>The statements of one sender about readings set aside, inside the transaction of its request.</summary>
internal sealed class QuarantineTable(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId)
{
    private const long Locks = 0x5EAD_2011L << 32;

    private const string Given =
        "unnest($1, $2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY AS s(day, metric_id, unit_id, system_id, at, event_key, value, weight, n)";

    private const string SameValue = "IS NOT DISTINCT FROM (s.value, s.weight)";

    /// <summary>One request of a sender after the other, as far as they set readings aside: two that say different things under
    /// one key must each see what the other said.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction);
        command.Parameters.Add(SqlValue.Of(Locks | (uint)sourceId));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task LockAsync(CancellationToken cancellationToken) => LockAsync(connection, transaction, sourceId, cancellationToken);

    /// <summary>What waits, was accepted or was refused of the readings' keys.</summary>
    public async Task<List<QuarantineRecord>> FindAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        await using var command = Command($"""
            SELECT s.n::integer - 1, q.id, q.state, (q.value, q.weight) {SameValue}, q.found,
                   'by ' || q.decided_by || ' on ' || to_char(q.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
            FROM {Given} JOIN quarantined_readings q
              ON (q.metric_id, q.unit_id, q.system_id, q.at, q.event_key) = (s.metric_id, s.unit_id, s.system_id, s.at, s.event_key) AND q.source_id = $9
            WHERE q.state IN ('waiting', 'accepted', 'refused') ORDER BY q.id
            """, readings);
        command.Parameters.Add(SqlValue.Of(sourceId));
        var records = new List<QuarantineRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            records.Add(new(reader.GetInt32(0), reader.GetInt64(1), QuarantineStates.Parse(reader.GetString(2)), reader.GetBoolean(3),
                reader.GetString(4), reader.IsDBNull(5) ? "" : reader.GetString(5)));
        return records;
    }

    /// <summary>The places of the readings that are stored as they are.</summary>
    public async Task<HashSet<int>> StoredAsync(IReadOnlyList<Reading> readings, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken)
    {
        var places = new HashSet<int>();
        if (readings.Count == 0)
            return places;
        await using var command = Command($"""
            SELECT s.n::integer - 1 FROM {Given} JOIN readings r
              ON (r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.event_key) = (s.day, s.metric_id, s.unit_id, s.system_id, s.at, s.event_key) AND r.source_id = $9
            WHERE (r.value, r.weight) {SameValue}
            """, readings, days);
        command.Parameters.Add(SqlValue.Of(sourceId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            places.Add(reader.GetInt32(0));
        return places;
    }

    /// <summary>Closes what was superseded and keeps what is new, under the batch that brings it.</summary>
    public async Task KeepAsync(Sifted sifted, long batchId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (sifted.Superseded.Length > 0)
        {
            await using var close = new NpgsqlCommand("""
                WITH locked AS (SELECT id FROM quarantined_readings WHERE id = ANY($1) AND state = 'waiting' ORDER BY id FOR UPDATE)
                UPDATE quarantined_readings q SET state = 'superseded', decided_at = $2 FROM locked WHERE q.id = locked.id
                """, connection, transaction);
            close.Parameters.Add(SqlValue.Array(sifted.Superseded, NpgsqlDbType.Bigint));
            close.Parameters.Add(SqlValue.Of(now.UtcDateTime));
            await close.ExecuteNonQueryAsync(cancellationToken);
        }
        if (sifted.New.Count == 0)
            return;
        // Of several under one key in one request the last waits.
        var last = sifted.New.Select((one, place) => (one.Reading.Key, place)).GroupBy(k => k.Key, k => k.place).Select(k => k.Max()).ToHashSet();
        await using var insert = Command("""
            INSERT INTO quarantined_readings (metric_id, unit_id, system_id, source_id, at, event_key, value, weight, batch_id, received_at, reason, found, expected, state)
            SELECT s.metric_id, s.unit_id, s.system_id, $9, s.at, s.event_key, s.value, s.weight, $10, $11, s.reason, s.found, s.expected, s.state
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $12, $13, $14, $15)
              AS s(day, metric_id, unit_id, system_id, at, event_key, value, weight, reason, found, expected, state)
            """, [.. sifted.New.Select(n => n.Reading)]);
        insert.Parameters.Add(SqlValue.Of(sourceId));
        insert.Parameters.Add(SqlValue.Of(batchId));
        insert.Parameters.Add(SqlValue.Of(now.UtcDateTime));
        insert.Parameters.Add(SqlValue.Array([.. sifted.New.Select(n => n.Why!.Code)], NpgsqlDbType.Text));
        insert.Parameters.Add(SqlValue.Array([.. sifted.New.Select(n => n.Why!.Found)], NpgsqlDbType.Text));
        insert.Parameters.Add(SqlValue.Array([.. sifted.New.Select(n => n.Why!.Expected)], NpgsqlDbType.Text));
        insert.Parameters.Add(SqlValue.Array([.. sifted.New.Select((_, place) => last.Contains(place) ? "waiting" : "superseded")], NpgsqlDbType.Text));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, IReadOnlyList<Reading> readings, IReadOnlyList<DateOnly>? days = null)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        // Where the day does not matter any will do.
        command.Parameters.AddRange(new ReadingColumns(readings, days ?? new DateOnly[readings.Count]).Parameters());
        return command;
    }
}
