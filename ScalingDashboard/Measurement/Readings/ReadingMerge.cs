using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// The statements of one batch, inside its transaction. Most batches are all new, so they are copied straight into the
/// table: a third of the cost of asking for each row first. When one of its keys is already there, the copy is undone and
/// the batch is merged row by row.
/// </summary>
internal sealed class ReadingMerge(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, long batchId)
{
    private const int MostTries = 5;

    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8) AS s(day, metric_id, unit_id, system_id, at, event_key, value, weight)";

    private const string SameKey =
        "(r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.event_key) = (s.day, s.metric_id, s.unit_id, s.system_id, s.at, s.event_key) AND r.source_id = $9";

    private const string Differs = "(r.value, r.weight) IS DISTINCT FROM (s.value, s.weight)";

    /// <summary>Writes a batch, or one more piece of it.</summary>
    /// <param name="isFirst">False for a further piece: its hours are computed from their readings.</param>
    /// <param name="lateBefore">Marks of earlier hours go to the backlog.</param>
    public async Task<WriteOutcome> RunAsync(ReadingBatch batch, bool isFirst, DateTimeOffset recordedAt, DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        // A batch of which everything is set aside has no readings.
        var isAllNew = batch.Readings.Count == 0 || await TryCopyAsync(batch, cancellationToken);
        var (accepted, corrected) = isAllNew ? (batch.Readings.Count, 0) : await MergeAsync(batch, cancellationToken);
        if (batch.Superseded.Count > 0)
            await KeepSupersededAsync(batch.Superseded, cancellationToken);

        var outcome = new WriteOutcome(accepted, batch.Readings.Count - accepted - corrected + batch.Repeats, corrected + batch.Superseded.Count, batchId);
        await ExecuteAsync("""
            INSERT INTO batches (id, source_id, recorded_at, accepted, unchanged, corrected, first_day) OVERRIDING SYSTEM VALUE
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE SET accepted = batches.accepted + EXCLUDED.accepted, unchanged = batches.unchanged + EXCLUDED.unchanged,
                corrected = batches.corrected + EXCLUDED.corrected, first_day = least(batches.first_day, EXCLUDED.first_day)
            """,
            [
                SqlValue.Of(batchId), SqlValue.Of(sourceId), SqlValue.Of(recordedAt.UtcDateTime),
                SqlValue.Of(outcome.Accepted), SqlValue.Of(outcome.Unchanged), SqlValue.Of(outcome.Corrected), new() { Value = batch.Days.Count == 0 ? DBNull.Value : batch.Days[0], NpgsqlDbType = NpgsqlDbType.Date },
            ], cancellationToken);
        if (accepted + corrected > 0)
            await (isFirst && isAllNew
                ? BucketMarks.InsertAddedAsync(connection, batch.Hours, batchId, lateBefore, cancellationToken)
                : BucketMarks.InsertAsync(connection, batch.Hours.Keys, batchId, lateBefore, cancellationToken));
        return outcome;
    }

    /// <summary>Copies a batch whose keys are all new; false, and nothing done, when one of them is not.</summary>
    private async Task<bool> TryCopyAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        const string BeforeCopy = "before_copy";
        await transaction.SaveAsync(BeforeCopy, cancellationToken);
        try
        {
            await using var copy = await connection.BeginBinaryImportAsync("""
                COPY readings (day, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight) FROM STDIN (FORMAT binary)
                """, cancellationToken);
            for (var i = 0; i < batch.Readings.Count; i++)
            {
                var reading = batch.Readings[i];
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(batch.Days[i], NpgsqlDbType.Date, cancellationToken);
                await copy.WriteAsync(reading.MetricId, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(reading.UnitId, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(reading.SystemId, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(sourceId, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync(reading.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await copy.WriteAsync(batchId, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(reading.EventKey, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(reading.Value, NpgsqlDbType.Numeric, cancellationToken);
                if (reading.Weight is { } weight)
                    await copy.WriteAsync(weight, NpgsqlDbType.Numeric, cancellationToken);
                else
                    await copy.WriteNullAsync(cancellationToken);
            }
            await copy.CompleteAsync(cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackAsync(BeforeCopy, cancellationToken);
            return false;
        }
    }

    /// <summary>Inserts the keys that are new and corrects those whose value differs.</summary>
    private async Task<(int Accepted, int Corrected)> MergeAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        var columns = new ReadingColumns(batch.Readings, batch.Days);
        for (var (accepted, tries) = (0, 0); ; tries++)
        {
            accepted += await InsertNewAsync(columns, cancellationToken);
            if (accepted == columns.Count)
                return (accepted, 0);
            var differing = await LockDifferingAsync(columns, cancellationToken);
            // A key that was there and is not any more: its batch was withdrawn in between.
            var present = await ScalarAsync<long>($"SELECT count(*) FROM readings r JOIN {Given} ON {SameKey}", [.. columns.Parameters(), SqlValue.Of(sourceId)], cancellationToken);
            if (present == columns.Count)
                return (accepted, differing == 0 ? 0 : await CorrectAsync(columns, cancellationToken));
            if (tries == MostTries)
                throw new NpgsqlException($"Keys of the batch were withdrawn while it was written, {MostTries} times over.");
        }
    }

    /// <summary>Waits for a concurrent writer of the same key and then leaves its row alone.</summary>
    private Task<int> InsertNewAsync(ReadingColumns columns, CancellationToken cancellationToken) => ExecuteAsync($"""
        INSERT INTO readings (day, metric_id, unit_id, system_id, at, event_key, value, weight, source_id, batch_id)
        SELECT s.*, $9, $10 FROM {Given} ON CONFLICT DO NOTHING
        """, [.. columns.Parameters(), SqlValue.Of(sourceId), SqlValue.Of(batchId)], cancellationToken);

    /// <summary>Locks in the order of the key what is going to be corrected, so that the value kept as revision is the very
    /// value that is replaced.</summary>
    private Task<long> LockDifferingAsync(ReadingColumns columns, CancellationToken cancellationToken) => ScalarAsync<long>($"""
        SELECT count(*) FROM (SELECT 1 FROM readings r JOIN {Given} ON {SameKey} WHERE {Differs}
                              ORDER BY r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.event_key FOR UPDATE OF r) locked
        """, [.. columns.Parameters(), SqlValue.Of(sourceId)], cancellationToken);

    private async Task<int> CorrectAsync(ReadingColumns columns, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"""
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, replaced_by)
            SELECT r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key, r.value, r.weight, r.batch_id, $10
            FROM readings r JOIN {Given} ON {SameKey} WHERE {Differs}
            """, [.. columns.Parameters(), SqlValue.Of(sourceId), SqlValue.Of(batchId)], cancellationToken);
        return await ExecuteAsync($"""
            UPDATE readings r SET value = s.value, weight = s.weight, batch_id = $10 FROM {Given} WHERE {SameKey} AND {Differs}
            """, [.. columns.Parameters(), SqlValue.Of(sourceId), SqlValue.Of(batchId)], cancellationToken);
    }

    private Task<int> KeepSupersededAsync(IReadOnlyList<Reading> superseded, CancellationToken cancellationToken)
    {
        // Their days are of no interest: a revision is found by its instant.
        var columns = new ReadingColumns(superseded, [.. superseded.Select(r => DateOnly.FromDateTime(r.At.UtcDateTime))]);
        return ExecuteAsync($"""
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, replaced_by)
            SELECT s.metric_id, s.unit_id, s.system_id, s.at, $9, s.event_key, s.value, s.weight, $10, $10 FROM {Given}
            """, [.. columns.Parameters(), SqlValue.Of(sourceId), SqlValue.Of(batchId)], cancellationToken);
    }

    private async Task<int> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<T> ScalarAsync<T>(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
