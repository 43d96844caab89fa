using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>What a decision did.</summary>
/// <param name="Decided">How many readings it was about and still waited.</param>
/// <param name="Batches">For an acceptance: the batches by which it can be taken back, one for each source.</param>
/// <param name="TooLate">Those that somebody decided about before.</param>
public sealed record DecisionOutcome(int Decided, IReadOnlyList<long> Batches, IReadOnlyList<SetAsideReading> TooLate);

/// <summary>
/// People's decisions about readings that were set aside. An accepted one is stored as its sender's, through the writer, in a
/// batch of its own: figures, restatements and what is known as of a moment follow as from any other batch. Of two people who
/// decide at once one wins, and the other is told who.
/// </summary>
public sealed class QuarantineDecisions(
    NpgsqlDataSource database, QuarantineReader quarantine, ReadingWriter writer, ReadingHorizon horizon, ReportingCalendar calendar,
    LiveFeed feed, LivePublisher live, TimeProvider clock, ILogger<QuarantineDecisions> log)
{
    /// <summary>Readings were set aside, or somebody decided about some.</summary>
    public static readonly Topic Changed = new("quarantine");

    /// <summary>So many at once: a page of them, and a bound for one transaction.</summary>
    public const int MostAtOnce = 1_000;

    /// <summary>Stores them.</summary>
    /// <param name="by">Who decides; on the record for ever.</param>
    /// <exception cref="NotFound">One of them is not of the caller's units.</exception>
    /// <exception cref="Invalid">One can no longer be stored: its day is no longer kept, or its metric has no readings of its own now.</exception>
    public async Task<DecisionOutcome> AcceptAsync(IReadOnlyCollection<long> ids, string by, UnitScope scope, CancellationToken cancellationToken)
    {
        var asked = await AskedAsync(ids, scope, cancellationToken);
        foreach (var reading in asked.Where(r => r.State == QuarantineState.Waiting))
            DemandStorable(reading);
        await writer.EnsureMonthsAsync(asked.Select(r => calendar.DayOf(r.At)), cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var waiting = await LockAsync(connection, transaction, ids, QuarantineState.Waiting, cancellationToken);
        var batches = new List<long>();
        foreach (var source in waiting.GroupBy(w => w.SourceId).OrderBy(s => s.Key))
        {
            await using var number = new NpgsqlCommand("SELECT nextval(pg_get_serial_sequence('batches', 'id'))", connection, transaction);
            var batchId = (long)(await number.ExecuteScalarAsync(cancellationToken))!;
            await writer.MergeAsync(connection, transaction, source.Key, batchId, ReadingBatch.Of([.. source.Select(w => w.Reading)], calendar), isFirst: true, cancellationToken);
            await DecideAsync(connection, transaction, [.. source.Select(w => w.Id)], QuarantineState.Accepted, by, batchId, cancellationToken);
            batches.Add(batchId);
        }
        await transaction.CommitAsync(cancellationToken);
        if (waiting.Count > 0)
            feed.Raise(ReadingWriter.Written);
        return await AnnounceAsync(waiting, QuarantineState.Accepted, batches, ids, scope, cancellationToken);
    }

    /// <summary>Refuses them: they stay on the record, and the same readings sent again are set aside as refused.</summary>
    public async Task<DecisionOutcome> RefuseAsync(IReadOnlyCollection<long> ids, string by, UnitScope scope, CancellationToken cancellationToken)
    {
        await AskedAsync(ids, scope, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var waiting = await LockAsync(connection, transaction, ids, QuarantineState.Waiting, cancellationToken);
        await DecideAsync(connection, transaction, [.. waiting.Select(w => w.Id)], QuarantineState.Refused, by, null, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await AnnounceAsync(waiting, QuarantineState.Refused, [], ids, scope, cancellationToken);
    }

    /// <summary>Lets refused ones wait again. What was accepted is taken back by its batch.</summary>
    public async Task<DecisionOutcome> ReopenAsync(IReadOnlyCollection<long> ids, UnitScope scope, CancellationToken cancellationToken)
    {
        await AskedAsync(ids, scope, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The senders first, as their requests do: two that lock in two orders would wait for each other for ever.
        foreach (var sourceId in await SourcesAsync(connection, transaction, ids, cancellationToken))
            await QuarantineTable.LockAsync(connection, transaction, sourceId, cancellationToken);
        var refused = await LockAsync(connection, transaction, ids, QuarantineState.Refused, cancellationToken);
        // Where another reading of the key waits, that one is to be decided about.
        await using var command = new NpgsqlCommand("""
            UPDATE quarantined_readings q SET state = 'waiting', decided_by = NULL, decided_at = NULL
            WHERE id = ANY($1) AND NOT EXISTS (SELECT FROM quarantined_readings o WHERE (o.state = 'waiting' OR o.state = 'refused' AND o.id > q.id AND o.id = ANY($1))
                AND (o.metric_id, o.unit_id, o.system_id, o.at, o.source_id, o.event_key) = (q.metric_id, q.unit_id, q.system_id, q.at, q.source_id, q.event_key))
            RETURNING id
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Array([.. refused.Select(r => r.Id)], NpgsqlDbType.Bigint));
        var reopened = new HashSet<long>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                reopened.Add(reader.GetInt64(0));
        await transaction.CommitAsync(cancellationToken);
        return await AnnounceAsync([.. refused.Where(r => reopened.Contains(r.Id))], QuarantineState.Waiting, [], ids, scope, cancellationToken);
    }

    private async Task<List<SetAsideReading>> AskedAsync(IReadOnlyCollection<long> ids, UnitScope scope, CancellationToken cancellationToken)
    {
        if (ids.Count is 0 or > MostAtOnce)
            throw new Invalid($"ids: name 1 to {MostAtOnce} readings.");
        return await quarantine.GetAsync(scope, ids, cancellationToken);
    }

    private void DemandStorable(SetAsideReading reading)
    {
        if (calendar.DayOf(reading.At) < horizon.FirstDay)
            throw new Invalid(QuarantineWords.Say(nameof(ReadingsTexts.DayNotKept), reading.Id, horizon.FirstDay), StatusCodes.Status422UnprocessableEntity);
        if (reading.Metric.Derived is { } derived)
            throw new Invalid(QuarantineWords.Say(nameof(ReadingsTexts.DerivedByNow), reading.Id, reading.Metric.Key, derived), StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Those that are still in the state, in one order for all who decide. Whoever comes second waits here, and finds none.</summary>
    private static async Task<List<(long Id, int SourceId, Reading Reading)>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<long> ids, QuarantineState state, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT id, source_id, metric_id, unit_id, system_id, at, event_key, value, weight
            FROM quarantined_readings WHERE id = ANY($1) AND state = $2 ORDER BY id FOR UPDATE
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Array([.. ids], NpgsqlDbType.Bigint));
        command.Parameters.Add(SqlValue.Of(state.Code()));
        var waiting = new List<(long, int, Reading)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            waiting.Add((reader.GetInt64(0), reader.GetInt32(1), new Reading(reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6), reader.GetDecimal(7), reader.IsDBNull(8) ? null : reader.GetDecimal(8))));
        return waiting;
    }

    private static async Task<List<int>> SourcesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT DISTINCT source_id FROM quarantined_readings WHERE id = ANY($1) ORDER BY source_id", connection, transaction);
        command.Parameters.Add(SqlValue.Array([.. ids], NpgsqlDbType.Bigint));
        var sources = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sources.Add(reader.GetInt32(0));
        return sources;
    }

    private async Task DecideAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, QuarantineState state, string by, long? batchId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "UPDATE quarantined_readings SET state = $2, decided_by = $3, decided_at = $4, accepted_batch = $5 WHERE id = ANY($1)", connection, transaction);
        command.Parameters.Add(SqlValue.Array(ids, NpgsqlDbType.Bigint));
        command.Parameters.Add(SqlValue.Of(state.Code()));
        command.Parameters.Add(SqlValue.Of(by));
        command.Parameters.Add(SqlValue.Of(clock.GetUtcNow().UtcDateTime));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)batchId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<DecisionOutcome> AnnounceAsync(
        List<(long Id, int SourceId, Reading Reading)> waiting, QuarantineState state, List<long> batches, IReadOnlyCollection<long> ids, UnitScope scope, CancellationToken cancellationToken)
    {
        if (waiting.Count > 0)
        {
            ReadingLog.Decided(log, waiting.Count, state.Code());
            await live.PublishAsync([Changed], cancellationToken);
        }
        var late = ids.Except(waiting.Select(w => w.Id)).ToList();
        return new DecisionOutcome(waiting.Count, batches, late.Count == 0 ? [] : await quarantine.GetAsync(scope, late, cancellationToken));
    }
}
