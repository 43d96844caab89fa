using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Reads what was set aside, within a caller's units.</summary>
public sealed class QuarantineReader(NpgsqlDataSource database, MetricCatalog catalog, ReportingCalendar calendar)
{
    /// <param name="state">Only those in this state; null is all.</param>
    /// <param name="limit">The most to list.</param>
    public async Task<QuarantinePage> ReadAsync(UnitScope scope, QuarantineState? state, int offset, int limit, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var count = new NpgsqlCommand("""
            SELECT count(*) FILTER (WHERE $2 IS NULL OR state = $2)::integer, count(*) FILTER (WHERE state = 'waiting')::integer
            FROM quarantined_readings WHERE unit_id = ANY($1) AND ($2 IS NULL OR state IN ('waiting', $2))
            """, connection);
        AddScope(count, current, scope, state);
        var (total, waiting) = (0, 0);
        await using (var reader = await count.ExecuteReaderAsync(cancellationToken))
            if (await reader.ReadAsync(cancellationToken))
                (total, waiting) = (reader.GetInt32(0), reader.GetInt32(1));
        await using var command = new NpgsqlCommand($"""
            {Columns} WHERE q.unit_id = ANY($1) AND ($2 IS NULL OR q.state = $2) ORDER BY q.id DESC OFFSET $3 LIMIT $4
            """, connection);
        AddScope(command, current, scope, state);
        command.Parameters.Add(SqlValue.Of(offset));
        command.Parameters.Add(SqlValue.Of(limit));
        var readings = await ReadAsync(command, current, cancellationToken);
        var stored = await StoredAsync(connection, readings, cancellationToken);
        return new QuarantinePage([.. readings.Select(r => stored.TryGetValue(r.Id, out var value) ? r with { Stored = value } : r)], total, waiting);
    }

    /// <summary>How many readings wait within the caller's units.</summary>
    public async Task<int> CountWaitingAsync(UnitScope scope, CancellationToken cancellationToken) =>
        (await ReadAsync(scope, QuarantineState.Waiting, 0, 0, cancellationToken)).Waiting;

    /// <summary>Certain ones.</summary>
    /// <exception cref="NotFound">One does not exist, or is of a unit that the caller does not see.</exception>
    public async Task<List<SetAsideReading>> GetAsync(UnitScope scope, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Columns} WHERE q.unit_id = ANY($1) AND ($2 IS NULL OR q.state = $2) AND q.id = ANY($3) ORDER BY q.id");
        AddScope(command, catalog.Current, scope, null);
        command.Parameters.Add(SqlValue.Array([.. ids], NpgsqlDbType.Bigint));
        var readings = await ReadAsync(command, catalog.Current, cancellationToken);
        if (ids.Except(readings.Select(r => r.Id)).ToList() is [var missing, ..])
            throw new NotFound($"There is no reading {missing} in quarantine. GET /api/v1/quarantine lists those of your units.");
        return readings;
    }

    private const string Columns = """
        SELECT q.id, q.metric_id, q.unit_id, q.system_id, s.name, q.at, q.event_key, q.value, q.weight, q.batch_id, q.received_at,
               q.reason, q.found, q.expected, q.state, q.decided_by, q.decided_at, q.accepted_batch
        FROM quarantined_readings q JOIN sources s ON s.id = q.source_id
        """;

    private static void AddScope(NpgsqlCommand command, CatalogSnapshot current, UnitScope scope, QuarantineState? state)
    {
        command.Parameters.Add(SqlValue.Array([.. current.Units.Where(u => scope.Includes(u.Code)).Select(u => u.Id)], NpgsqlDbType.Integer));
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)state?.Code() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }

    private async Task<List<SetAsideReading>> ReadAsync(NpgsqlCommand command, CatalogSnapshot current, CancellationToken cancellationToken)
    {
        var units = current.Units.ToDictionary(u => u.Id);
        var systems = current.Systems.ToDictionary(s => s.Id, s => s.Code);
        var readings = new List<SetAsideReading>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.GetFieldValue<DateTimeOffset>(5);
            // Metrics and units are never removed; this host may know one a moment later than another.
            if (current.FindMetric(reader.GetInt32(1)) is not { } metric || !units.TryGetValue(reader.GetInt32(2), out var unit))
                continue;
            readings.Add(new SetAsideReading(
                reader.GetInt64(0), metric.On(calendar.DayOf(at)), unit, systems.GetValueOrDefault(reader.GetInt32(3)), reader.GetString(4), at, reader.GetString(6),
                reader.GetDecimal(7), reader.IsDBNull(8) ? null : reader.GetDecimal(8), reader.GetInt64(9), reader.GetFieldValue<DateTimeOffset>(10),
                reader.GetString(11), reader.GetString(12), reader.GetString(13), QuarantineStates.Parse(reader.GetString(14)), null,
                reader.IsDBNull(15) ? null : reader.GetString(15), reader.IsDBNull(16) ? null : reader.GetFieldValue<DateTimeOffset>(16),
                reader.IsDBNull(17) ? null : reader.GetInt64(17)));
        }
        return readings;
    }

    /// <summary>What is stored under the keys of those that wait, in the unit of their metrics.</summary>
    private async Task<Dictionary<long, decimal>> StoredAsync(NpgsqlConnection connection, List<SetAsideReading> readings, CancellationToken cancellationToken)
    {
        var waiting = readings.Where(r => r.State == QuarantineState.Waiting).ToDictionary(r => r.Id);
        var stored = new Dictionary<long, decimal>();
        if (waiting.Count == 0)
            return stored;
        await using var command = new NpgsqlCommand("""
            SELECT q.id, r.value, r.weight FROM unnest($1, $2) AS d(id, day) JOIN quarantined_readings q ON q.id = d.id JOIN readings r
              ON (r.day, r.metric_id, r.unit_id, r.system_id, r.at, r.source_id, r.event_key) = (d.day, q.metric_id, q.unit_id, q.system_id, q.at, q.source_id, q.event_key)
            """, connection);
        command.Parameters.Add(SqlValue.Array([.. waiting.Keys], NpgsqlDbType.Bigint));
        command.Parameters.Add(SqlValue.Array([.. waiting.Values.Select(r => calendar.DayOf(r.At))], NpgsqlDbType.Date));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var said = new Reading(0, 0, 0, default, "", reader.GetDecimal(1), reader.IsDBNull(2) ? null : reader.GetDecimal(2));
            if (PlausibilityRules.Measure(waiting[reader.GetInt64(0)].Metric, said) is { } measured)
                stored[reader.GetInt64(0)] = measured;
        }
        return stored;
    }
}
