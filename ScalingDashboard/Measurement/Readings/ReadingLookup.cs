using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>A reading as it came in, for a person who asks what a figure rests on.</summary>
/// <param name="System">The AI system's code; null where none was named.</param>
public sealed record StoredReading(DateTimeOffset At, string Unit, string? System, string Source, decimal Value, decimal? Weight, string Key, DateTimeOffset RecordedAt);

/// <summary>A sender of a metric.</summary>
/// <param name="LastSeen">When it last sent a reading of it.</param>
public sealed record MetricSource(string Metric, string Name, DateTimeOffset LastSeen);

/// <summary>Looks up single readings and who sent them. What it tells is of now: a corrected reading is shown as corrected.</summary>
public sealed class ReadingLookup(NpgsqlDataSource database)
{
    /// <summary>The newest readings of a metric within a slice and some days, the newest first.</summary>
    public async Task<IReadOnlyList<StoredReading>> NewestAsync(
        Metric metric, Slice slice, DateOnly from, DateOnly to, CatalogSnapshot catalog, int limit, CancellationToken cancellationToken)
    {
        // Day by day from the newest: each is one short range of the index, and the first full page ends the walk.
        await using var command = database.CreateCommand("""
            SELECT r.at, r.unit_id, r.system_id, s.name, r.value, r.weight, r.event_key, b.recorded_at
            FROM generate_series($4::date::timestamp, $3::date::timestamp, interval '-1 day') AS d(day)
            CROSS JOIN LATERAL (
                SELECT * FROM readings WHERE day = d.day::date AND metric_id = $1 AND unit_id = ANY($2) AND ($5::integer[] IS NULL OR system_id = ANY($5))
                ORDER BY at DESC LIMIT $6) r
            JOIN batches b ON b.id = r.batch_id JOIN sources s ON s.id = r.source_id
            ORDER BY d.day DESC, r.at DESC, r.unit_id, r.system_id LIMIT $6
            """);
        command.Parameters.Add(SqlValue.Of(metric.Id));
        command.Parameters.Add(SqlValue.Array([.. slice.UnitIds], NpgsqlDbType.Integer));
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        command.Parameters.Add(new() { Value = slice.SystemIds is { } systems ? systems.ToArray() : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        command.Parameters.Add(SqlValue.Of(limit));
        var units = catalog.Units.ToDictionary(u => u.Id, u => u.Code);
        var named = catalog.Systems.ToDictionary(s => s.Id, s => s.Code);
        var readings = new List<StoredReading>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            readings.Add(new StoredReading(reader.GetFieldValue<DateTimeOffset>(0), units[reader.GetInt32(1)], named.GetValueOrDefault(reader.GetInt32(2)), reader.GetString(3),
                reader.GetDecimal(4), reader.IsDBNull(5) ? null : reader.GetDecimal(5), reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7)));
        return readings;
    }

    /// <summary>Who sends some metrics, the last seen first. Of all units together: who sends is not bound to units.</summary>
    public async Task<IReadOnlyList<MetricSource>> SourcesAsync(IReadOnlyCollection<Metric> metrics, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT m.metric_id, s.name, m.last_seen FROM source_metrics m JOIN sources s ON s.id = m.source_id
            WHERE m.metric_id = ANY($1) ORDER BY m.last_seen DESC, s.name COLLATE "C"
            """);
        command.Parameters.Add(SqlValue.Array(metrics.Select(m => m.Id).ToArray(), NpgsqlDbType.Integer));
        var keys = metrics.ToDictionary(m => m.Id, m => m.Key);
        var sources = new List<MetricSource>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sources.Add(new MetricSource(keys[reader.GetInt32(0)], reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        return sources;
    }
}
