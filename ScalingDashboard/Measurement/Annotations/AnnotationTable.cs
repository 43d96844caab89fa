using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>The statements about people's notes. Nothing is ever deleted: a note that is withdrawn stays, with who did it and when.</summary>
internal sealed class AnnotationTable(NpgsqlDataSource database)
{
    /// <summary>The most notes of one series: the newest days win.</summary>
    private const int Most = 1_000;

    private const string Columns = "SELECT id, day, text, metric_id, unit_id, author, written_at FROM annotations";

    /// <param name="asOf">Those that stood at a moment; null is now.</param>
    public async Task<List<Annotation>> ReadAsync(
        Metric metric, Slice slice, DateOnly from, DateOnly to, DateTimeOffset? asOf, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        var stands = asOf is null ? "withdrawn_at IS NULL" : "written_at <= $5 AND (withdrawn_at IS NULL OR withdrawn_at > $5)";
        await using var command = database.CreateCommand($"""
            {Columns} WHERE day BETWEEN $1 AND $2 AND (metric_id IS NULL OR metric_id = $3) AND (unit_id IS NULL OR unit_id = ANY($4)) AND {stands}
            ORDER BY day DESC, id DESC LIMIT {Most}
            """);
        command.Parameters.Add(SqlValue.Of(from));
        command.Parameters.Add(SqlValue.Of(to));
        command.Parameters.Add(SqlValue.Of(metric.Id));
        command.Parameters.Add(SqlValue.Array([.. slice.UnitIds], NpgsqlDbType.Integer));
        if (asOf is { } moment)
            command.Parameters.Add(SqlValue.Of(moment.UtcDateTime));
        return await ReadAsync(command, catalog, cancellationToken);
    }

    /// <summary>A note that was not withdrawn.</summary>
    public async Task<Annotation?> FindAsync(long id, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Columns} WHERE id = $1 AND withdrawn_at IS NULL");
        command.Parameters.Add(SqlValue.Of(id));
        return (await ReadAsync(command, catalog, cancellationToken)).SingleOrDefault();
    }

    /// <returns>The note as it stands in the table.</returns>
    public async Task<Annotation> AddAsync(Annotation note, Metric? metric, BusinessUnit? unit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO annotations (day, text, metric_id, unit_id, author, written_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, written_at");
        command.Parameters.Add(SqlValue.Of(note.Day));
        command.Parameters.Add(SqlValue.Of(note.Text));
        command.Parameters.Add(Id(metric?.Id));
        command.Parameters.Add(Id(unit?.Id));
        command.Parameters.Add(SqlValue.Of(note.Author));
        command.Parameters.Add(SqlValue.Of(note.WrittenAt.UtcDateTime));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return note with { Id = reader.GetInt64(0), WrittenAt = reader.GetFieldValue<DateTimeOffset>(1) };
    }

    /// <summary>False when somebody else was first.</summary>
    public async Task<bool> WithdrawAsync(long id, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("UPDATE annotations SET withdrawn_by = $2, withdrawn_at = $3 WHERE id = $1 AND withdrawn_at IS NULL");
        command.Parameters.Add(SqlValue.Of(id));
        command.Parameters.Add(SqlValue.Of(by));
        command.Parameters.Add(SqlValue.Of(at.UtcDateTime));
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static NpgsqlParameter Id(int? id) => new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer };

    private static async Task<List<Annotation>> ReadAsync(NpgsqlCommand command, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        var units = catalog.Units.ToDictionary(u => u.Id, u => u.Code);
        var notes = new List<Annotation>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (metric, unit) = (reader.IsDBNull(3) ? (int?)null : reader.GetInt32(3), reader.IsDBNull(4) ? (int?)null : reader.GetInt32(4));
            // A catalogue as of an earlier moment, or of another host a moment ago, may not know what a note is about: never "all" then.
            if ((metric is { } m && catalog.FindMetric(m) is null) || (unit is { } u && !units.ContainsKey(u)))
                continue;
            notes.Add(new Annotation(reader.GetInt64(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2), AnnotationKinds.Note,
                metric is { } id ? catalog.FindMetric(id)!.Key : null, unit is { } code ? units[code] : null, reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));
        }
        return notes;
    }
}
