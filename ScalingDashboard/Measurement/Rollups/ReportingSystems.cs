using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Says which AI systems had ever reported a metric within a slice, as known after a pass; 0 stands for readings
/// that name none.</summary>
public sealed class ReportingSystems(KnownSource source)
{
    public async Task<IReadOnlyList<int>> ReadAsync(Metric metric, Slice slice, long pass, CancellationToken cancellationToken)
    {
        var known = new KnownRows("rollup_days", pass, "true", slice, 2);
        await using var connection = await source.OpenAsync(pass, cancellationToken);
        await using var command = new NpgsqlCommand($"""
            SELECT DISTINCT system_id FROM rollup_series
            WHERE metric_id = $1 AND first_pass <= {known.Pass} AND (until_pass IS NULL OR until_pass > {known.Pass}) {known.Within} ORDER BY system_id
            """, connection);
        command.Parameters.Add(new() { Value = metric.Id });
        known.AddSlice(command);
        var systems = new List<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            systems.Add(reader.GetInt32(0));
        return systems;
    }
}
