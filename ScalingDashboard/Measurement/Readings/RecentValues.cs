using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Judges the jumps of a request's readings: against those stored before the first of each series, and those of the
/// request before each.</summary>
internal sealed class RecentValues(NpgsqlConnection connection, NpgsqlTransaction transaction, ReportingCalendar calendar)
{
    /// <summary>The same readings, those that jump with the reason.</summary>
    public async Task<IReadOnlyList<LimitedReading>> JudgeAsync(IReadOnlyList<LimitedReading> limited, CancellationToken cancellationToken)
    {
        var series = limited.Where(l => l is { Why: null, Metric.LargestJump: not null })
            .GroupBy(l => (l.Reading.MetricId, l.Reading.UnitId, l.Reading.SystemId))
            .Select(s => s.OrderBy(l => l.Reading.At).ToList()).ToList();
        if (series.Count == 0)
            return limited;
        var reasons = new Dictionary<LimitedReading, Implausible>(ReferenceEqualityComparer.Instance);
        var stored = await ReadAsync([.. series.Select(s => s[0])], cancellationToken);
        for (var i = 0; i < series.Count; i++)
        {
            var before = new Queue<decimal>(stored[i]);
            foreach (var one in series[i])
            {
                if (PlausibilityRules.Jump(one.Metric, one.Reading, before) is { } reason)
                    reasons[one] = reason;
                else if (PlausibilityRules.Measure(one.Metric, one.Reading) is { } measured)
                    before.Enqueue(measured);
                if (before.Count > PlausibilityRules.Recent)
                    before.Dequeue();
            }
        }
        return [.. limited.Select(l => reasons.TryGetValue(l, out var reason) ? l with { Why = reason } : l)];
    }

    /// <summary>What the last stored readings before each said, oldest first.</summary>
    private async Task<List<decimal>[]> ReadAsync(LimitedReading[] firsts, CancellationToken cancellationToken)
    {
        // Readings are keyed by day first: of each day that may have one, a single place in the index is looked at.
        await using var command = new NpgsqlCommand($"""
            SELECT s.n::integer - 1, r.value, r.weight
            FROM unnest($1, $2, $3, $4, $5, $6) WITH ORDINALITY AS s(metric_id, unit_id, system_id, at, day, days, n)
            CROSS JOIN LATERAL (
                SELECT v.value, v.weight, v.at FROM generate_series(0, s.days) AS back
                CROSS JOIN LATERAL (
                    SELECT value, weight, at FROM readings WHERE day = s.day - back AND metric_id = s.metric_id AND unit_id = s.unit_id
                       AND system_id = s.system_id AND at < s.at ORDER BY at DESC LIMIT {PlausibilityRules.Recent}) v
                ORDER BY v.at DESC LIMIT {PlausibilityRules.Recent}) r
            ORDER BY s.n, r.at
            """, connection, transaction);
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => f.Reading.MetricId)], NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => f.Reading.UnitId)], NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => f.Reading.SystemId)], NpgsqlDbType.Integer));
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => f.Reading.At.UtcDateTime)], NpgsqlDbType.TimestampTz));
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => calendar.DayOf(f.Reading.At))], NpgsqlDbType.Date));
        command.Parameters.Add(SqlValue.Array([.. firsts.Select(f => (int)(f.Metric.Cadence.Interval() * PlausibilityRules.Recent).TotalDays + 1)], NpgsqlDbType.Integer));
        var values = Array.ConvertAll(firsts, _ => new List<decimal>());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var first = firsts[reader.GetInt32(0)];
            var said = first.Reading with { Value = reader.GetDecimal(1), Weight = reader.IsDBNull(2) ? null : reader.GetDecimal(2) };
            if (PlausibilityRules.Measure(first.Metric, said) is { } measured)
                values[reader.GetInt32(0)].Add(measured);
        }
        return values;
    }
}
