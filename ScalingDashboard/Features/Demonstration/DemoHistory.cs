using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>
/// All readings of a demo company, day by day, by fixed rules: the same company, end and day always give the same
/// readings. Not safe for several threads.
/// </summary>
public sealed class DemoHistory
{
    private readonly DemoWorld _world;
    private readonly List<DemoMetric> _metrics;

    /// <param name="metrics">The catalogue; what the company does not report is left out.</param>
    /// <param name="anchor">The day the history ends (UTC) and the company's figures are true.</param>
    public DemoHistory(
        DemoCompany company, IEnumerable<Metric> metrics, IReadOnlyList<BusinessFunction> functions, IReadOnlyList<ScalingWave> waves, DateOnly anchor)
    {
        _world = new DemoWorld(company, functions, waves, anchor);
        var byKey = metrics.ToDictionary(m => m.Key, StringComparer.Ordinal);
        var pinned = company.Figures.Select(f => f.Metric).ToHashSet(StringComparer.Ordinal);
        _metrics = [.. company.Profiles.Where(p => byKey.ContainsKey(p.Metric)).Select(p => DemoMetric.Of(_world, byKey[p.Metric], p, pinned.Contains(p.Metric)))];
        LiveLines = [.. _metrics.SelectMany((m, i) => m.Profile.Live ? Enumerable.Range(0, m.Series.Count).Select(s => new DemoLine(i, s)) : [])];
    }

    /// <summary>The first day of the history.</summary>
    public DateOnly FirstDay => _world.FirstDay;

    /// <summary>The day the history ends.</summary>
    public DateOnly Anchor => _world.Anchor;

    /// <summary>Every line that the simulator keeps moving.</summary>
    public IReadOnlyList<DemoLine> LiveLines { get; }

    /// <summary>The readings of one day (UTC) that lie between two instants.</summary>
    public IReadOnlyList<DemoReading> Day(DateOnly day, DateTimeOffset from, DateTimeOffset until) => Day(day, from, until, withLive: true);

    /// <summary>The same without what the simulator sends.</summary>
    public IReadOnlyList<DemoReading> Reports(DateOnly day, DateTimeOffset from, DateTimeOffset until) => Day(day, from, until, withLive: false);

    /// <summary>What a live line reports at an instant: for amounts and ratios what came together since an earlier one.
    /// Null when there is nothing to report.</summary>
    public DemoReading? Live(DemoLine line, DateTimeOffset since, DateTimeOffset at)
    {
        var metric = _metrics[line.Metric];
        var series = metric.Series[line.Series];
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        var point = metric.PointsOf(day, 1)[line.Series];
        if (!point.Reported)
            return null;
        var start = StartOf(day);
        var from = Math.Max(0, (since - start).TotalHours);
        var share = DemoActivity.ShareOf(metric.Rhythm.Hours, series.Unit.UtcOffset, from, (at - start).TotalHours);
        // Within a day a figure moves about a third as much as from day to day.
        var chance = DemoNoise.Combine(DemoNoise.Combine(metric.Seed, (long)(series.Seed >> 1)), at.ToUnixTimeSeconds());
        var moved = metric.Metric.Rollup.NeedsWeight() ? point with { Level = point.Level + metric.Profile.Noise * 0.3 * DemoNoise.Bell(chance) } : point;
        return DemoRounding.Reading(metric, series, moved, share, at, DemoNoise.Uniform(chance));
    }

    private List<DemoReading> Day(DateOnly day, DateTimeOffset from, DateTimeOffset until, bool withLive)
    {
        var start = StartOf(day);
        var isWhole = from <= start && until >= start.AddDays(1);
        var readings = new List<DemoReading>();
        for (var m = 0; m < _metrics.Count; m++)
        {
            var metric = _metrics[m];
            var span = _world.SpanDue(metric.Metric.Cadence, day);
            if (span == 0 || (metric.Profile.Live && !withLive))
                continue;
            if (metric.Profile.Live && !isWhole)
                AddHours(readings, m, day, from, until);
            else
                AddReport(readings, metric, day, span, from, until);
        }
        return readings;
    }

    private static void AddReport(List<DemoReading> readings, DemoMetric metric, DateOnly day, int span, DateTimeOffset from, DateTimeOffset until)
    {
        var points = metric.PointsOf(day, span);
        for (var i = 0; i < points.Count; i++)
        {
            var series = metric.Series[i];
            var at = ReportedAt(metric, series, day);
            if (!points[i].Reported || at < from || at >= until)
                continue;
            var own = DemoNoise.Combine(metric.Seed, (long)(series.Seed >> 1));
            // A level keeps its rounding, so that it does not flicker; an amount is rounded anew each time.
            var chance = DemoNoise.Uniform(metric.Metric.Rollup.IsLevel() ? own : DemoNoise.Combine(own, day.DayNumber + 100_000));
            if (DemoRounding.Reading(metric, series, points[i], 1, at, chance) is { } reading)
                readings.Add(reading);
        }
    }

    /// <summary>A day that is not over comes by the hour; its last reading ends with the span.</summary>
    private void AddHours(List<DemoReading> readings, int metric, DateOnly day, DateTimeOffset from, DateTimeOffset until)
    {
        var start = StartOf(day);
        var end = until < start.AddDays(1) ? until : start.AddDays(1);
        var isLevel = _metrics[metric].Metric.Rollup.IsLevel();
        for (var hour = from > start ? from : start; hour < end; hour = NextHour(hour))
        {
            var stop = NextHour(hour) < end ? NextHour(hour) : end;
            if (isLevel && stop < end)
                continue;
            for (var i = 0; i < _metrics[metric].Series.Count; i++)
                if (Live(new DemoLine(metric, i), hour, stop.AddMilliseconds(-1)) is { } reading)
                    readings.Add(reading);
        }
    }

    /// <summary>Reports come in the morning, each unit at its own minute; what is live stands at noon of its whole day.</summary>
    private static DateTimeOffset ReportedAt(DemoMetric metric, DemoSeries series, DateOnly day)
    {
        var hour = metric.Metric.Cadence switch { Cadence.Week => 6, Cadence.Month or Cadence.Quarter => 7, _ => metric.Profile.Live ? 12 : 5 };
        return StartOf(day).AddHours(hour).AddMinutes(series.Seed % 55);
    }

    private static DateTimeOffset NextHour(DateTimeOffset at) => new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero).AddHours(1);

    private static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>One metric of one series of a history, by index.</summary>
public readonly record struct DemoLine(int Metric, int Series);
