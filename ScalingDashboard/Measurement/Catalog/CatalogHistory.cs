using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What the catalogue said and since when: written in the transaction of each change, read as of any of them.
/// The number of the newest row that counts is the catalogue's version.</summary>
internal static class CatalogHistory
{
    /// <summary>A host that stops in the middle of a change must not hold up every pass.</summary>
    private const string Patience = "15s";

    /// <summary>One change at a time, and none beside a pass: whoever holds the lock shared sees all that is known.</summary>
    public static Task BeginAsync(ScalingDb db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        $"SET LOCAL idle_in_transaction_session_timeout = '{Patience}'; SELECT pg_advisory_xact_lock({KnowledgeLock.Key})", cancellationToken);

    /// <summary>Records the rows as they stand now. Its time never runs backwards and lies after that of every pass,
    /// whatever the clocks of the hosts say.</summary>
    public static async Task RecordAsync(ScalingDb db, CatalogKind kind, IReadOnlyCollection<string> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = Command(db, $"""
            INSERT INTO catalog_history (kind, key, recorded_at, content)
            SELECT $1, t.{kind.Key}::text, greatest($2, (SELECT max(at) FROM rollup_log) + interval '1 microsecond',
                   (SELECT recorded_at FROM catalog_history ORDER BY id DESC LIMIT 1) + interval '1 microsecond'), to_jsonb(t)
            FROM {kind.Table} t WHERE t.{kind.Key}::text = ANY($3)
            """);
        command.Parameters.Add(new() { Value = kind.Name });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(SqlValue.Array([.. keys], NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The version of the present content; 0 while there is none.</summary>
    public static Task<long> NewestAsync(ScalingDb db, CancellationToken cancellationToken) => VersionAsync(db, null, cancellationToken);

    /// <summary>The version at a moment; 0 before the first.</summary>
    public static Task<long> AtAsync(ScalingDb db, DateTimeOffset moment, CancellationToken cancellationToken) => VersionAsync(db, moment, cancellationToken);

    /// <summary>The whole catalogue as it stood in a version. Definitions are taken as known ever since they were first
    /// seeded; units, systems
    /// and targets are not: before they were there, nobody could ask for them or be judged by them.</summary>
    public static async Task<CatalogSnapshot> ReadAsync(ScalingDb db, long version, CancellationToken cancellationToken)
    {
        await using var command = Command(db, """
            SELECT DISTINCT ON (kind, key) kind, content::text FROM catalog_history h
            WHERE id <= $1 OR (kind NOT IN ('unit', 'system', 'target') AND recorded_at = (SELECT min(recorded_at) FROM catalog_history f WHERE f.kind = h.kind))
            ORDER BY kind, key, id DESC
            """);
        command.Parameters.Add(new() { Value = version });
        var content = new List<(string Kind, string Json)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                content.Add((reader.GetString(0), reader.GetString(1)));
        var kinds = content.ToLookup(c => c.Kind, c => c.Json, StringComparer.Ordinal);
        return CatalogSnapshot.Of(version,
            Items<Metric>(CatalogKind.Metrics), Items<BusinessUnit>(CatalogKind.Units), Items<AiSystem>(CatalogKind.Systems),
            Items<BusinessFunction>(CatalogKind.Functions), Items<ScalingWave>(CatalogKind.Waves),
            Items<Outcome>(CatalogKind.Outcomes), Items<ScalingKpi>(CatalogKind.Kpis), Items<Trajectory>(CatalogKind.Trajectories));

        IEnumerable<T> Items<T>(CatalogKind kind) => kinds[kind.Name].Select(CatalogJson.Read<T>);
    }

    private static async Task<long> VersionAsync(ScalingDb db, DateTimeOffset? moment, CancellationToken cancellationToken)
    {
        await using var command = Command(db, $"SELECT id FROM catalog_history {(moment is null ? "" : "WHERE recorded_at <= $1")} ORDER BY id DESC LIMIT 1");
        if (moment is { } at)
            command.Parameters.Add(new() { Value = at.UtcDateTime });
        return await command.ExecuteScalarAsync(cancellationToken) is long version ? version : 0;
    }

    // On the connection of the unit of work, within its transaction. The caller has opened it.
    private static NpgsqlCommand Command(ScalingDb db, string sql) =>
        new(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
}
