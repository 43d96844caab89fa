using System.Collections.Concurrent;
using Npgsql;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Makes the month partitions that a batch needs, on a connection of its own. A month is made apart and then attached, which
/// neither waits for writers nor makes them wait: a long batch may find a new month in its middle.</summary>
internal sealed class ReadingPartitions(NpgsqlDataSource database)
{
    /// <summary>Serialises creation across hosts; any number, used nowhere else.</summary>
    private const long LockKey = 0x5EAD_1465;

    // Bounded by the months between the earliest accepted reading and now.
    private readonly ConcurrentDictionary<DateOnly, byte> _known = new();

    public async Task EnsureAsync(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        var missing = days.Select(day => new DateOnly(day.Year, day.Month, 1)).Distinct().Where(month => !_known.ContainsKey(month)).Order().ToList();
        if (missing.Count == 0)
            return;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})");
        foreach (var month in missing)
            await ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
                DO $$ BEGIN
                    IF to_regclass('readings_{month:yyyy_MM}') IS NULL THEN
                        CREATE TABLE readings_{month:yyyy_MM} (LIKE readings INCLUDING CONSTRAINTS);
                        ALTER TABLE readings ATTACH PARTITION readings_{month:yyyy_MM} FOR VALUES FROM ('{month:yyyy-MM-dd}') TO ('{month.AddMonths(1):yyyy-MM-dd}');
                    END IF;
                END $$
                """));
        await transaction.CommitAsync(cancellationToken);
        foreach (var month in missing)
            _known.TryAdd(month, 0);

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
