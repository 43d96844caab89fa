using System.Collections.Concurrent;
using Npgsql;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Names of senders and their ids. A sender is created when it first writes.</summary>
public sealed class SourceDirectory(NpgsqlDataSource database)
{
    // Bounded by the number of API keys and people who ever sent readings.
    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal);

    public async Task<int> IdOfAsync(string name, CancellationToken cancellationToken)
    {
        if (_ids.TryGetValue(name, out var known))
            return known;
        await using (var insert = database.CreateCommand("INSERT INTO sources (name) VALUES ($1) ON CONFLICT DO NOTHING"))
        {
            insert.Parameters.Add(new() { Value = name });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var select = database.CreateCommand("SELECT id FROM sources WHERE name = $1");
        select.Parameters.Add(new() { Value = name });
        return _ids[name] = (int)(await select.ExecuteScalarAsync(cancellationToken))!;
    }
}
