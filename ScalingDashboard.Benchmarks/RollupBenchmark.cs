using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// How long it takes from 10,000 committed readings to their committed roll-ups: live ones (ten of each of 1,000 series, and one of
/// each of 10,000, now), and late ones (each in another day of the past), with a number of readings stored. Peers: computing the day
/// buckets of everything anew, and computing the 10,000 late buckets anew, both in plain SQL.
/// </summary>
internal sealed class RollupBenchmark(Installation installation, Report report)
{
    private const int Size = 10_000, Turns = 7, WarmUp = 5;

    public async Task RunAsync(long stored)
    {
        await new Stock(installation).FillAsync(stored);
        var work = installation.Services.GetRequiredService<RollupWork>();
        await work.RunAsync(CancellationToken.None);
        var hour = await EmptyHourAsync();
        var (some, live, late, plain) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = -WarmUp; turn < Turns; turn++)
        {
            await WriteAsync(Live(hour.AddMinutes(turn + WarmUp), Size / 10));
            var someTime = await TimedAsync(() => work.RunAsync(CancellationToken.None));
            await WriteAsync(Live(hour.AddMinutes(turn + WarmUp).AddSeconds(30), Size));
            var liveTime = await TimedAsync(() => work.RunAsync(CancellationToken.None));
            await WriteAsync(await LateAsync());
            await installation.ExecuteAsync("DROP TABLE IF EXISTS peer_late; CREATE TABLE peer_late AS SELECT DISTINCT metric_id, hour, unnest(unit_ids) AS unit_id FROM dirty_buckets; ANALYZE peer_late");
            var lateTime = await TimedAsync(() => work.RunAsync(CancellationToken.None));
            var plainTime = await TimedAsync(() => installation.ExecuteAsync("""
                UPDATE rollup_days d SET value = a.value, weight = a.weight, readings = a.readings, last_at = a.last_at
                FROM (SELECT r.metric_id, r.day, r.unit_id, r.system_id, sum(r.value) AS value, sum(r.weight) AS weight, count(*) AS readings, max(r.at) AS last_at
                      FROM readings r JOIN peer_late p ON r.metric_id = p.metric_id AND r.unit_id = p.unit_id AND r.day = (p.hour AT TIME ZONE 'UTC')::date
                      GROUP BY 1, 2, 3, 4) a
                WHERE (d.metric_id, d.day, d.unit_id, d.system_id) = (a.metric_id, a.day, a.unit_id, a.system_id)
                """));
            if (turn < 0)
                continue; // Warm-up.
            some.Add(someTime);
            live.Add(liveTime);
            late.Add(lateTime);
            plain.Add(plainTime);
        }
        var full = await TimedAsync(() => installation.ExecuteAsync("""
            DROP TABLE IF EXISTS peer_days;
            CREATE TABLE peer_days AS SELECT metric_id, day, unit_id, system_id, sum(value) AS value, sum(weight) AS weight, count(*) AS readings, max(at) AS last_at
            FROM readings GROUP BY 1, 2, 3, 4
            """));
        await installation.ExecuteAsync("DROP TABLE peer_days; DROP TABLE peer_late");
        var millions = string.Create(CultureInfo.InvariantCulture, $"{stored / 1_000_000} million stored");
        report.Add($"Roll-up of 10,000 live readings of 1,000 series, {millions}", "ms", some, "all days anew", [full], higherIsBetter: false, "150 ms or less");
        report.Add($"Roll-up of 10,000 live readings of 10,000 series, {millions}", "ms", live, "all days anew", [full], higherIsBetter: false, "150 ms or less");
        report.Add($"Roll-up of 10,000 readings scattered over the past, {millions}", "ms", late, "plain SQL", plain, higherIsBetter: false, "1,500 ms or less");
    }

    private List<Reading> Live(DateTimeOffset at, int series) =>
    [
        .. Enumerable.Range(0, Size / series).SelectMany(second => Series().Take(series).Select((s, i) =>
            new Reading(s.Metric.Id, s.Unit.Id, 0, at.AddSeconds(second), "", i % 1000 / 10m, 100))),
    ];

    /// <summary>An hour of the last day in which nothing was read: a run before this one must not make it slower.</summary>
    private async Task<DateTimeOffset> EmptyHourAsync() => new(await installation.ScalarAsync<DateTime>("""
        SELECT max(h) FROM generate_series(date_trunc('hour', now()) - interval '24 hours', date_trunc('hour', now()) - interval '1 hour', interval '1 hour') h
        WHERE NOT EXISTS (SELECT FROM rollup_hours r WHERE r.day = (h AT TIME ZONE 'UTC')::date AND r.hour = h
                          AND r.metric_id = (SELECT min(metric_id) FROM rollup_days) AND r.unit_id = (SELECT min(unit_id) FROM rollup_series))
        """), TimeSpan.Zero);

    /// <summary>Each in another bucket: hours and days beyond the two that count as live.</summary>
    private async Task<IReadOnlyList<Reading>> LateAsync()
    {
        var days = (int)await installation.ScalarAsync<long>("SELECT count(DISTINCT day) - 3 FROM rollup_days WHERE metric_id = (SELECT min(metric_id) FROM rollup_days)");
        var now = TimeProvider.System.GetUtcNow();
        // The time of day of this moment: a second run on the same stock sends no key again.
        var noon = now.Date + now.TimeOfDay;
        return [.. Series().Take(Size).Select((s, i) => new Reading(
            s.Metric.Id, s.Unit.Id, 0, new DateTimeOffset(noon.AddDays(-3 - i * 7919 % days), TimeSpan.Zero), "", i % 1000 / 10m, 100))];
    }

    private IEnumerable<(Metric Metric, BusinessUnit Unit)> Series() => installation.Metrics.SelectMany(_ => installation.Units, (m, u) => (m, u));

    private Task<WriteOutcome> WriteAsync(IReadOnlyList<Reading> readings) => installation.QuietWriter().WriteAsync("benchmark", readings, CancellationToken.None);

    private static async Task<double> TimedAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
