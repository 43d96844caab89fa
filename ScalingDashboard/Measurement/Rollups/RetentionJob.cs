using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Drops the readings of months that are no longer kept, a month's partition at a time. Their roll-ups, and what
/// those said before, stay.</summary>
internal sealed class RetentionJob(NpgsqlDataSource database, ReadingHorizon horizon, ILogger<RetentionJob> log) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var firstDay = horizon.FirstDay;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // No pass meanwhile: it would find buckets without readings and take them for empty.
        await using var locked = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({KnowledgeLock.Key})", connection, transaction);
        await locked.ExecuteNonQueryAsync(cancellationToken);
        var old = await OldPartitionsAsync(connection, transaction, firstDay, cancellationToken);
        if (old.Count == 0)
            return;
        await using var drop = new NpgsqlCommand("""
            INSERT INTO reading_horizon (first_day) VALUES ($1) ON CONFLICT (is_only) DO UPDATE SET first_day = EXCLUDED.first_day
            """, connection, transaction);
        drop.Parameters.Add(SqlValue.Of(firstDay));
        await drop.ExecuteNonQueryAsync(cancellationToken);
        foreach (var partition in old)
        {
            await using var command = new NpgsqlCommand($"DROP TABLE {partition}", connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        await horizon.SeedAsync(cancellationToken);
        RollupLog.ReadingsDropped(log, firstDay, old.Count);
    }

    /// <summary>Partitions that end at or before the day; none while marks of theirs still wait to be rolled up.</summary>
    private static async Task<List<string>> OldPartitionsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly firstDay, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT c.oid::regclass::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'readings'::regclass
              AND substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''([^'']+)''\)')::date <= $1
              AND NOT EXISTS (SELECT FROM dirty_buckets WHERE hour < $1::timestamp + interval '1 day')
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Of(firstDay));
        var partitions = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            partitions.Add(reader.GetString(0));
        return partitions;
    }
}
