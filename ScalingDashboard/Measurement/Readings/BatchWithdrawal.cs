using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>What became of the readings of a batch that was taken back.</summary>
/// <param name="BatchId">The batch that was taken back.</param>
/// <param name="Removed">Readings that are gone, because nothing else was known of them.</param>
/// <param name="Restored">Readings that say again what they said before the batch.</param>
public readonly record struct WithdrawalOutcome(long BatchId, int Removed, int Restored);

/// <summary>
/// Takes a batch back, as if it had never been sent: what it brought goes, what it corrected says again what it said
/// before, what others have corrected since stays. Nothing is forgotten: the values go to the revisions, and figures as
/// known before stay as they were.
/// </summary>
public sealed class BatchWithdrawal(NpgsqlDataSource database, SourceDirectory sources, ReadingHorizon horizon, ReportingCalendar calendar, LiveFeed feed, TimeProvider clock)
{
    private const long LockKey = 0x5EAD_2012;

    // The value a key had before the batch: its newest revision from a batch that still stands.
    private const string Before = """
        SELECT v.value, v.weight, v.batch_id FROM reading_revisions v JOIN batches b ON b.id = v.batch_id
        WHERE (v.metric_id, v.unit_id, v.system_id, v.at, v.source_id, v.event_key) = (r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key)
          AND v.batch_id <> $1 AND b.withdrawn_by IS NULL
        ORDER BY v.replaced_by DESC, v.batch_id DESC LIMIT 1
        """;

    private const string Key = "(r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key)";
    private const string SameKey = $"{Key} = (t.day, t.metric_id, t.unit_id, t.system_id, t.at, t.source_id, t.event_key)";

    /// <param name="by">Who takes it back.</param>
    /// <param name="ofSource">The only source whose batches may be taken back, or what this person accepted; null is any.</param>
    /// <exception cref="NotFound">There is no such batch, or it is another sender's.</exception>
    /// <exception cref="Invalid">Some of its readings are no longer kept.</exception>
    public async Task<WithdrawalOutcome> WithdrawAsync(long batchId, string by, string? ofSource, CancellationToken cancellationToken)
    {
        var sourceId = await sources.IdOfAsync(by, cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // One after the other: two at once could each restore what the other takes back.
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})", []);
        if (await IsWithdrawnAsync(connection, transaction, batchId, ofSource, cancellationToken))
            return new WithdrawalOutcome(batchId, 0, 0);
        var now = clock.GetUtcNow();
        await using var begin = new NpgsqlCommand(
            "INSERT INTO batches (source_id, recorded_at, accepted, unchanged, corrected) VALUES ($1, $2, 0, 0, 0) RETURNING id", connection, transaction);
        begin.Parameters.Add(SqlValue.Of(sourceId));
        begin.Parameters.Add(SqlValue.Of(now.UtcDateTime));
        var withdrawal = (long)(await begin.ExecuteScalarAsync(cancellationToken))!;

        // Before the readings, as writers and people who decide do.
        await ReopenAsync(connection, transaction, batchId, by, now, cancellationToken);
        var touched = await KeepAsync(connection, transaction, batchId, withdrawal, cancellationToken);
        var restored = await ExecuteAsync($"""
            UPDATE readings t SET value = p.value, weight = p.weight, batch_id = p.batch_id FROM readings r CROSS JOIN LATERAL ({Before}) p
            WHERE r.batch_id = $1 AND {SameKey}
            """, batchId);
        var removed = await ExecuteAsync("DELETE FROM readings WHERE batch_id = $1", batchId);
        await ExecuteAsync("UPDATE batches SET withdrawn_by = $2 WHERE id = $1", batchId, withdrawal);
        if (touched.Count > 0)
            await BucketMarks.InsertAsync(connection, touched, withdrawal, now - ReadingWriter.Live, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Raise(ReadingWriter.Written, QuarantineDecisions.Changed);
        return new WithdrawalOutcome(batchId, removed, restored);

        async Task<int> ExecuteAsync(string sql, params long[] parameters)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 300 };
            foreach (var parameter in parameters)
                command.Parameters.Add(SqlValue.Of(parameter));
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private async Task<bool> IsWithdrawnAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long batchId, string? ofSource, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT b.withdrawn_by IS NOT NULL, b.first_day FROM batches b JOIN sources s ON s.id = b.source_id
            WHERE b.id = $1 AND ($2 IS NULL OR s.name = $2 OR EXISTS (
                SELECT FROM quarantined_readings q WHERE q.accepted_batch = b.id AND q.decided_by = $2)) FOR UPDATE OF b
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(batchId));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)ofSource ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new NotFound($"There is no batch {batchId} of yours. The answer to each POST /api/v1/readings names its batch.");
        var isWithdrawn = reader.GetBoolean(0);
        if (!isWithdrawn && !reader.IsDBNull(1) && reader.GetFieldValue<DateOnly>(1) < horizon.FirstDay)
            throw new Invalid(string.Create(CultureInfo.InvariantCulture,
                $"Batch {batchId} has readings from before {horizon.FirstDay:yyyy-MM-dd}, which are no longer kept, so it cannot be taken back. Send corrections of the newer ones."),
                StatusCodes.Status422UnprocessableEntity);
        return isWithdrawn;
    }

    /// <summary>Takes the batch's waiting readings along; what it was the acceptance of waits again, unless their own batch was
    /// taken back meanwhile, or another reading of their key waits.</summary>
    private static async Task ReopenAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long batchId, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT DISTINCT source_id FROM quarantined_readings WHERE batch_id = $1 AND state = 'waiting' OR accepted_batch = $1 AND state = 'accepted'
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(batchId));
        if (await command.ExecuteScalarAsync(cancellationToken) is not int sourceId)
            return;
        await QuarantineTable.LockAsync(connection, transaction, sourceId, cancellationToken);
        await using var reopen = new NpgsqlCommand("""
            WITH locked AS (SELECT id FROM quarantined_readings WHERE batch_id = $1 AND state = 'waiting' OR accepted_batch = $1 AND state = 'accepted' ORDER BY id FOR UPDATE),
                 next AS (SELECT q.id, CASE WHEN q.batch_id = $1 OR b.withdrawn_by IS NOT NULL THEN 'withdrawn'
                                            WHEN EXISTS (SELECT FROM quarantined_readings o WHERE o.state = 'waiting' AND o.id <> q.id
                                              AND (o.metric_id, o.unit_id, o.system_id, o.at, o.source_id, o.event_key) = (q.metric_id, q.unit_id, q.system_id, q.at, q.source_id, q.event_key))
                                                 THEN 'superseded' ELSE 'waiting' END AS state
                          FROM locked JOIN quarantined_readings q USING (id) LEFT JOIN batches b ON b.id = q.batch_id)
            UPDATE quarantined_readings q SET state = next.state, accepted_batch = NULL,
                decided_by = CASE WHEN next.state <> 'waiting' THEN $2 END, decided_at = CASE WHEN next.state <> 'waiting' THEN $3 END
            FROM next WHERE next.id = q.id
            """, connection, transaction);
        reopen.Parameters.Add(SqlValue.Of(batchId));
        reopen.Parameters.Add(SqlValue.Of(by));
        reopen.Parameters.Add(SqlValue.Of(now.UtcDateTime));
        await reopen.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Locks the batch's readings in the order of writers and keeps their values as revisions.</summary>
    private async Task<IReadOnlyCollection<SeriesHour>> KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long batchId, long withdrawal, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            WITH locked AS (SELECT * FROM readings r WHERE batch_id = $1 ORDER BY {Key} FOR UPDATE)
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, replaced_by)
            SELECT metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, $2 FROM locked
            RETURNING metric_id, unit_id, system_id, at
            """, connection, transaction) { CommandTimeout = 300 };
        command.Parameters.Add(SqlValue.Of(batchId));
        command.Parameters.Add(SqlValue.Of(withdrawal));
        var hours = new HashSet<SeriesHour>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            hours.Add(new SeriesHour(reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), calendar.HourOf(reader.GetFieldValue<DateTimeOffset>(3))));
        return hours;
    }
}
