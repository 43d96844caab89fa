using Npgsql;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// Remembers the answers of requests in the transaction that stores their readings: both are there, or neither, whatever
/// dies in between. While a request is being stored its repetitions are refused, not queued.
/// </summary>
internal sealed class AnswerMemory(NpgsqlConnection connection, NpgsqlTransaction transaction, int sourceId)
{
    /// <summary>How long a repetition is known. Senders try again for hours, or after a weekend.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromDays(14);

    /// <summary>The answer that was given before; null for a request that is new.</summary>
    /// <exception cref="Invalid">The same request is under way (409), or the key was used for another body (422).</exception>
    public async Task<string?> RecallAsync(OnceRequest request, CancellationToken cancellationToken)
    {
        await using var enter = Command("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", request.Key);
        if (!(bool)(await enter.ExecuteScalarAsync(cancellationToken))!)
            throw new Invalid($"Idempotency-Key '{request.Key}': the first request with this key is still under way. Send it again in a moment.", StatusCodes.Status409Conflict);
        await using var command = Command("SELECT body_hash, answer FROM idempotency_keys WHERE source_id = $1 AND key = $2", request.Key);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            return null;
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.BodyHash))
            throw new Invalid($"Idempotency-Key '{request.Key}' was used for another body. Choose a new key for each new request.", StatusCodes.Status422UnprocessableEntity);
        return reader.GetString(1);
    }

    public async Task KeepAsync(OnceRequest request, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command("INSERT INTO idempotency_keys (source_id, key, body_hash, answer, recorded_at) VALUES ($1, $2, $3, $4, $5)", request.Key);
        command.Parameters.Add(SqlValue.Of(request.BodyHash));
        command.Parameters.Add(SqlValue.Of(answer));
        command.Parameters.Add(SqlValue.Of(now.UtcDateTime));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, string key)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.Add(SqlValue.Of(sourceId));
        command.Parameters.Add(SqlValue.Of(key));
        return command;
    }
}
