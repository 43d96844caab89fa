using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>When each unit last reported each metric, of now. Kept in memory, and read anew for the metrics whose roll-ups
/// changed: a live installation touches a few of them every second.</summary>
public sealed class LatestByUnit(NpgsqlDataSource database, RollupVersions versions, ReportingCalendar calendar) : IDisposable
{
    private static readonly Dictionary<int, DateTimeOffset> Nobody = [];

    private readonly SemaphoreSlim _reading = new(1, 1);
    // Bounded by the metrics of the catalogue.
    private volatile IReadOnlyDictionary<int, (long Version, IReadOnlyDictionary<int, DateTimeOffset> Units)> _known =
        new Dictionary<int, (long, IReadOnlyDictionary<int, DateTimeOffset>)>();

    /// <summary>By metric and unit; who never reported a metric is not named.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyDictionary<int, DateTimeOffset>>> ReadAsync(IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
    {
        var now = await versions.NowAsync(cancellationToken);
        await _reading.WaitAsync(cancellationToken);
        try
        {
            var changed = metrics.Where(m => !_known.TryGetValue(m.Id, out var known) || known.Version != versions.Of(m.Id, now)).ToList();
            if (changed.Count > 0)
            {
                var read = await ReadAnewAsync(changed, cancellationToken);
                var next = _known.ToDictionary();
                foreach (var metric in changed)
                    next[metric.Id] = (versions.Of(metric.Id, now), read.GetValueOrDefault(metric.Id) ?? Nobody);
                _known = next;
            }
            return metrics.ToDictionary(m => m.Id, m => _known[m.Id].Units);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private async Task<Dictionary<int, Dictionary<int, DateTimeOffset>>> ReadAnewAsync(List<Metric> metrics, CancellationToken cancellationToken)
    {
        // The days in which whoever is not stale has reported are read together; of the others each one's newest day is looked for.
        await using var command = database.CreateCommand("""
            WITH recent AS (
                SELECT d.metric_id, d.unit_id, max(d.last_at) AS last_at FROM unnest($1, $2) AS m(metric_id, first_day)
                JOIN rollup_days d ON d.metric_id = m.metric_id AND d.day >= m.first_day GROUP BY 1, 2)
            SELECT metric_id, unit_id, last_at FROM recent
            UNION ALL
            SELECT s.metric_id, s.unit_id, l.last_at
            FROM (SELECT DISTINCT metric_id, unit_id FROM rollup_series WHERE metric_id = ANY($1) AND until_pass IS NULL) s
            CROSS JOIN LATERAL (SELECT last_at FROM rollup_days d WHERE d.metric_id = s.metric_id AND d.unit_id = s.unit_id ORDER BY d.day DESC, d.last_at DESC LIMIT 1) l
            WHERE NOT EXISTS (SELECT FROM recent r WHERE r.metric_id = s.metric_id AND r.unit_id = s.unit_id)
            """);
        command.Parameters.Add(SqlValue.Array([.. metrics.Select(m => m.Id)], NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array([.. metrics.Select(m => calendar.Today.AddDays(-(int)(2 * m.Cadence.Interval()).TotalDays - 1))], NpgsqlDbType.Date));
        var latest = new Dictionary<int, Dictionary<int, DateTimeOffset>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!latest.TryGetValue(reader.GetInt32(0), out var units))
                latest[reader.GetInt32(0)] = units = [];
            units[reader.GetInt32(1)] = reader.GetFieldValue<DateTimeOffset>(2);
        }
        return latest;
    }
}
