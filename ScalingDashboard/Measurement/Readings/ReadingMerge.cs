using Npgsql;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The statements of one batch, inside its transaction. Readings go to the server as one array for each column:
/// no staging table, so each row is written once.</summary>
internal sealed class ReadingMerge(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, long batchId)
{
    private const string Given = "unnest($1, $2, $3, $4, $5, $6, $7, $8) AS s(day, metric_id, unit_id, system_id, at, event_key, value, weight)";

    private const string SameKey =
        "(r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.event_key) = (s.day, s.metric_id, s.unit_id, s.system_id, s.at, s.event_key) AND r.source_id = $9";

    private const string Differs = "(r.value, r.weight) IS DISTINCT FROM (s.value, s.weight)";

    /// <param name="lateBefore">Marks of earlier hours go to the backlog.</param>
    public async Task<WriteOutcome> RunAsync(ReadingBatch batch, DateTimeOffset recordedAt, DateTimeOffset lateBefore, CancellationToken cancellationToken)
    {
        var columns = new ReadingColumns(batch.Readings, batch.Days);
        var accepted = await InsertNewAsync(columns, cancellationToken);
        var corrected = accepted == columns.Count ? 0 : await CorrectAsync(columns, cancellationToken);
        if (batch.Superseded.Count > 0)
            await KeepSupersededAsync(batch.Superseded, cancellationToken);

        var outcome = new WriteOutcome(accepted, columns.Count - accepted - corrected + batch.Repeats, corrected + batch.Superseded.Count, batchId);
        await ExecuteAsync("""
            INSERT INTO batches (id, source_id, recorded_at, accepted, unchanged, corrected) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6)
            """, [Of(batchId), Of(sourceId), Of(recordedAt.UtcDateTime), Of(outcome.Accepted), Of(outcome.Unchanged), Of(outcome.Corrected)], cancellationToken);
        if (accepted + corrected > 0)
            await BucketMarks.InsertAsync(connection, transaction, batch.Hours, batchId, lateBefore, cancellationToken);
        return outcome;
    }

    /// <summary>Inserts the keys that are new. Waits for a concurrent writer of the same key and then leaves its row alone.</summary>
    private Task<int> InsertNewAsync(ReadingColumns columns, CancellationToken cancellationToken) => ExecuteAsync($"""
        INSERT INTO readings (day, metric_id, unit_id, system_id, at, event_key, value, weight, source_id, batch_id)
        SELECT s.*, $9, $10 FROM {Given} ON CONFLICT DO NOTHING
        """, [.. columns.Parameters(), Of(sourceId), Of(batchId)], cancellationToken);

    /// <summary>Corrects the keys that were there with another value. They are locked first, in key order, so that the
    /// value kept as revision is the very value that is replaced.</summary>
    private async Task<int> CorrectAsync(ReadingColumns columns, CancellationToken cancellationToken)
    {
        var locked = await ScalarAsync<long>($"""
            SELECT count(*) FROM (SELECT 1 FROM readings r JOIN {Given} ON {SameKey} WHERE {Differs}
                                  ORDER BY r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.event_key FOR UPDATE OF r) locked
            """, [.. columns.Parameters(), Of(sourceId)], cancellationToken);
        if (locked == 0)
            return 0;
        await ExecuteAsync($"""
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, replaced_by)
            SELECT r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key, r.value, r.weight, r.batch_id, $10
            FROM readings r JOIN {Given} ON {SameKey} WHERE {Differs}
            """, [.. columns.Parameters(), Of(sourceId), Of(batchId)], cancellationToken);
        return await ExecuteAsync($"""
            UPDATE readings r SET value = s.value, weight = s.weight, batch_id = $10 FROM {Given} WHERE {SameKey} AND {Differs}
            """, [.. columns.Parameters(), Of(sourceId), Of(batchId)], cancellationToken);
    }

    private Task<int> KeepSupersededAsync(IReadOnlyList<Reading> superseded, CancellationToken cancellationToken)
    {
        // Their days are of no interest: a revision is found by its instant.
        var columns = new ReadingColumns(superseded, [.. superseded.Select(r => DateOnly.FromDateTime(r.At.UtcDateTime))]);
        return ExecuteAsync($"""
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, batch_id, replaced_by)
            SELECT s.metric_id, s.unit_id, s.system_id, s.at, $9, s.event_key, s.value, s.weight, $10, $10 FROM {Given}
            """, [.. columns.Parameters(), Of(sourceId), Of(batchId)], cancellationToken);
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

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
