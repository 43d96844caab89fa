using Npgsql;
using NpgsqlTypes;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The statements of one batch, inside its transaction.</summary>
internal sealed class ReadingMerge(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId, DateTimeOffset recordedAt)
{
    private const string SameKey =
        "(r.metric_id, r.unit_id, r.system_id, r.at, r.event_key) = (s.metric_id, s.unit_id, s.system_id, s.at, s.event_key) AND r.source_id = $1";

    private const string Differs = "(r.value, r.weight) IS DISTINCT FROM (s.value, s.weight)";

    /// <summary>Copies the readings, sorted by key, into a table of this session.</summary>
    public async Task StageAsync(IReadOnlyList<Reading> readings, CancellationToken cancellationToken)
    {
        await ExecuteAsync("""
            CREATE TEMP TABLE staging (metric_id integer, unit_id integer, system_id integer, at timestamptz, event_key text,
                                       value numeric, weight numeric) ON COMMIT DROP
            """, [], cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync(
            "COPY staging (metric_id, unit_id, system_id, at, event_key, value, weight) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var reading in readings)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(reading.MetricId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(reading.UnitId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(reading.SystemId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(reading.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(reading.EventKey, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(reading.Value, NpgsqlDbType.Numeric, cancellationToken);
            if (reading.Weight is { } weight)
                await copy.WriteAsync(weight, NpgsqlDbType.Numeric, cancellationToken);
            else
                await copy.WriteNullAsync(cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
    }

    public async Task<WriteOutcome> RunAsync(ReadingBatch batch, CancellationToken cancellationToken)
    {
        var batchId = (long)(await ScalarAsync(
            "INSERT INTO batches (source_id, recorded_at, accepted, unchanged, corrected) VALUES ($1, $2, 0, 0, 0) RETURNING id",
            [sourceId, recordedAt.UtcDateTime], cancellationToken))!;
        var accepted = await InsertNewAsync(batchId, cancellationToken);
        var corrected = accepted == batch.Readings.Count ? 0 : await CorrectAsync(batchId, cancellationToken);
        await KeepSupersededAsync(batch.Superseded, batchId, cancellationToken);

        var outcome = new WriteOutcome(accepted, batch.Readings.Count - accepted - corrected + batch.Repeats, corrected + batch.Superseded.Count);
        await ExecuteAsync("UPDATE batches SET accepted = $2, unchanged = $3, corrected = $4 WHERE id = $1",
            [batchId, outcome.Accepted, outcome.Unchanged, outcome.Corrected], cancellationToken);
        if (accepted + corrected > 0)
            await MarkDirtyAsync(cancellationToken);
        return outcome;
    }

    /// <summary>Inserts the keys that are new. Waits for a concurrent writer of the same key and then leaves its row alone.</summary>
    private Task<int> InsertNewAsync(long batchId, CancellationToken cancellationToken) => ExecuteAsync("""
        INSERT INTO readings (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, recorded_at, batch_id)
        SELECT metric_id, unit_id, system_id, at, $1, event_key, value, weight, $2, $3 FROM staging
        ON CONFLICT DO NOTHING
        """, [sourceId, recordedAt.UtcDateTime, batchId], cancellationToken);

    /// <summary>Corrects the keys that were there with another value. They are locked first, in key order, so that the
    /// value kept as revision is the very value that is replaced.</summary>
    private async Task<int> CorrectAsync(long batchId, CancellationToken cancellationToken)
    {
        var differing = await ExecuteAsync($"""
            CREATE TEMP TABLE differing (LIKE staging) ON COMMIT DROP;
            INSERT INTO differing SELECT s.* FROM staging s JOIN readings r ON {SameKey} WHERE {Differs}
            ORDER BY s.metric_id, s.unit_id, s.system_id, s.at, s.event_key
            """.Replace("$1", sourceId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), [], cancellationToken);
        if (differing == 0)
            return 0;
        await ExecuteAsync($"SELECT 1 FROM readings r JOIN differing s ON {SameKey} ORDER BY r.metric_id, r.unit_id, r.system_id, r.at, r.event_key FOR UPDATE OF r",
            [sourceId], cancellationToken);
        await ExecuteAsync($"""
            INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, recorded_at, replaced_at, batch_id)
            SELECT r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key, r.value, r.weight, r.recorded_at, $2, r.batch_id
            FROM readings r JOIN differing s ON {SameKey} WHERE {Differs}
            """, [sourceId, recordedAt.UtcDateTime], cancellationToken);
        return await ExecuteAsync($"""
            UPDATE readings r SET value = s.value, weight = s.weight, recorded_at = $2, batch_id = $3
            FROM differing s WHERE {SameKey} AND {Differs}
            """, [sourceId, recordedAt.UtcDateTime, batchId], cancellationToken);
    }

    private async Task KeepSupersededAsync(IReadOnlyList<Reading> superseded, long batchId, CancellationToken cancellationToken)
    {
        foreach (var r in superseded)
            await ExecuteAsync("""
                INSERT INTO reading_revisions (metric_id, unit_id, system_id, at, source_id, event_key, value, weight, recorded_at, replaced_at, batch_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10)
                """, [r.MetricId, r.UnitId, r.SystemId, r.At.UtcDateTime, sourceId, r.EventKey, r.Value, (object?)r.Weight ?? DBNull.Value, recordedAt.UtcDateTime, batchId],
                cancellationToken);
    }

    private Task<int> MarkDirtyAsync(CancellationToken cancellationToken) => ExecuteAsync("""
        INSERT INTO dirty_buckets (metric_id, unit_id, system_id, hour)
        SELECT DISTINCT metric_id, unit_id, system_id, date_bin('1 hour', at, '2000-01-01 00:00+00') FROM staging
        """, [], cancellationToken);

    private async Task<int> ExecuteAsync(string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ScalarAsync(string sql, object[] parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
