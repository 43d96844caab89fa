using Npgsql;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Passes that changed days of a span long after these were over and known.</summary>
/// <param name="First">The first of them; 0 when there is none.</param>
/// <param name="Last">The last of them, whichever pass is asked for.</param>
public readonly record struct RestatedSpan(long First, long Last);

/// <summary>What <see cref="RestatementMarks"/> noted, in this host's memory: one short query for each new pass, so that
/// the many figures whose days never changed ask the database nothing.</summary>
public sealed class RestatedDays(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Lock _lock = new();

    // Bounded by the days of the metrics: of each only the first and the last pass.
    private readonly Dictionary<int, Dictionary<DateOnly, RestatedSpan>> _days = [];
    private long _read;

    /// <summary>What is known after a pass of a metric's days.</summary>
    public async Task<RestatedSpan> OfAsync(int metricId, DateOnly from, DateOnly to, long pass, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _read) < pass)
            await ReadAsync(pass, cancellationToken);
        lock (_lock)
            return _days.TryGetValue(metricId, out var days)
                ? days.Where(d => d.Key >= from && d.Key <= to).Aggregate(default(RestatedSpan), (all, day) => Join(all, day.Value))
                : default;
    }

    public void Dispose() => _reading.Dispose();

    private async Task ReadAsync(long pass, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            // Passes commit one after the other: up to a known one nothing is missing.
            if (_read >= pass)
                return;
            await using var command = database.CreateCommand(
                "SELECT metric_id, day, min(pass), max(pass) FROM rollup_restatements WHERE pass > $1 AND pass <= $2 GROUP BY 1, 2");
            command.Parameters.Add(SqlValue.Of(_read));
            command.Parameters.Add(SqlValue.Of(pass));
            var found = new List<(int Metric, DateOnly Day, RestatedSpan Passes)>();
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
                while (await reader.ReadAsync(cancellationToken))
                    found.Add((reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), new RestatedSpan(reader.GetInt64(2), reader.GetInt64(3))));
            lock (_lock)
                foreach (var (metric, day, passes) in found)
                {
                    if (!_days.TryGetValue(metric, out var days))
                        _days[metric] = days = [];
                    days[day] = Join(days.GetValueOrDefault(day), passes);
                }
            Volatile.Write(ref _read, pass);
        }
        finally
        {
            _reading.Release();
        }
    }

    private static RestatedSpan Join(RestatedSpan a, RestatedSpan b) =>
        new(a.First == 0 ? b.First : Math.Min(a.First, b.First), Math.Max(a.Last, b.Last));
}
