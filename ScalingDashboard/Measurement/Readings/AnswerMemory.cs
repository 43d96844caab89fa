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

    /// <summary>What was answered to this key before; null for a request that is new.</summary>
    /// <exception cref="Invalid">The same request is under way (409).</exception>
    public async Task<GivenAnswer?> RecallAsync(string key, CancellationToken cancellationToken)
    {
        await using var enter = Command("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", key);
        if (!(bool)(await enter.ExecuteScalarAsync(cancellationToken))!)
            throw new Invalid($"Idempotency-Key '{key}': the first request with this key is still under way. Send it again in a moment.", StatusCodes.Status409Conflict);
        await using var command = Command("SELECT body_hash, answer FROM idempotency_keys WHERE source_id = $1 AND key = $2", key);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new GivenAnswer(key, reader.GetFieldValue<byte[]>(0), reader.GetString(1)) : null;
    }

    public async Task KeepAsync(string key, byte[] bodyHash, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command("INSERT INTO idempotency_keys (source_id, key, body_hash, answer, recorded_at) VALUES ($1, $2, $3, $4, $5)", key);
        command.Parameters.Add(SqlValue.Of(bodyHash));
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

/// <summary>An answer that was given to a key.</summary>
internal sealed record GivenAnswer(string Key, byte[] BodyHash, string Text)
{
    /// <summary>The same answer for the same body.</summary>
    /// <exception cref="Invalid">The key was used for another body (422).</exception>
    public string To(byte[] bodyHash) => bodyHash.AsSpan().SequenceEqual(BodyHash)
        ? Text
        : throw new Invalid($"Idempotency-Key '{Key}' was used for another body. Choose a new key for each new request.", StatusCodes.Status422UnprocessableEntity);
}
