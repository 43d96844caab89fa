using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Benchmarks;

/// <summary>Holds the lock that a pass takes, so that no roll-up shares the processor with what is measured.</summary>
internal sealed class RollupsPaused : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private RollupsPaused(NpgsqlConnection connection) => _connection = connection;

    public static async Task<RollupsPaused> BeginAsync(Installation installation)
    {
        var connection = await installation.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_lock({KnowledgeLock.Key})", connection);
        await command.ExecuteNonQueryAsync();
        return new RollupsPaused(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({KnowledgeLock.Key})", _connection))
            await command.ExecuteNonQueryAsync();
        await _connection.DisposeAsync();
    }
}
