using Npgsql;
using NpgsqlTypes;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>How far the history of this database's demo company is loaded.</summary>
/// <param name="Anchor">The day the history ends.</param>
/// <param name="LoadedUntil">The instant the history ends.</param>
/// <param name="LiveUntil">The instant up to which live readings have come.</param>
internal sealed record DemoState(DateOnly Anchor, DateTimeOffset LoadedUntil, DateTimeOffset LiveUntil);

/// <summary>Reads and writes <see cref="DemoState"/> and the chunks that are done.</summary>
internal sealed class DemoStore(NpgsqlDataSource database)
{
    /// <summary>What the database was first started for; the first call decides it.</summary>
    public async Task<string> ClaimAsync(string company, CancellationToken cancellationToken)
    {
        await using var command = Command("""
            WITH first AS (INSERT INTO demo_origin (company) VALUES ($1) ON CONFLICT DO NOTHING RETURNING company)
            SELECT company FROM first UNION ALL SELECT company FROM demo_origin LIMIT 1
            """, company);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The state of the company; the first call lets its history end now.</summary>
    public async Task<DemoState> BeginAsync(string company, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using (var insert = Command(
            "INSERT INTO demo_history (company, anchor, loaded_until, live_until) VALUES ($1, $2, $3, $3) ON CONFLICT DO NOTHING",
            company, DateOnly.FromDateTime(now.UtcDateTime), now.UtcDateTime))
            await insert.ExecuteNonQueryAsync(cancellationToken);
        await using var select = Command("SELECT anchor, loaded_until, live_until FROM demo_history WHERE company = $1", company);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new DemoState(reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>The day the company's history ends; null before it was begun.</summary>
    public async Task<DateOnly?> AnchorAsync(string company, CancellationToken cancellationToken)
    {
        await using var command = Command("SELECT anchor FROM demo_history WHERE company = $1", company);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<DateOnly>(0) : null;
    }

    /// <summary>First days of the chunks that are written, and how many readings they are.</summary>
    public async Task<(IReadOnlySet<DateOnly> Done, long Readings)> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var (done, readings) = (new HashSet<DateOnly>(), 0L);
        await using var command = Command("SELECT first_day, readings FROM demo_chunks");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            done.Add(reader.GetFieldValue<DateOnly>(0));
            readings += reader.GetInt32(1);
        }
        return (done, readings);
    }

    public async Task MarkDoneAsync(DemoChunk chunk, int readings, CancellationToken cancellationToken)
    {
        await using var command = Command("INSERT INTO demo_chunks (first_day, last_day, readings) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            chunk.First, chunk.Last, readings);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task MoveLiveAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var command = Command("UPDATE demo_history SET live_until = $1 WHERE live_until < $1", until.UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter is DateTime instant
                ? new NpgsqlParameter { Value = instant, NpgsqlDbType = NpgsqlDbType.TimestampTz }
                : new NpgsqlParameter { Value = parameter });
        return command;
    }
}
