using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>The width of a series' points.</summary>
public enum SeriesBucket
{
    Hour,
    Day,
    Month,
}

/// <summary>One point: the figure over one bucket.</summary>
/// <param name="At">When the bucket begins, in the reporting zone.</param>
/// <param name="Value">In the metric's unit; null where the denominator is zero.</param>
/// <param name="Weight">Sum of denominators or weights; null where the rule has none.</param>
/// <param name="Coverage">Share of expected units that the point rests on; null when none are expected.</param>
public sealed record SeriesPoint(DateTimeOffset At, decimal? Value, decimal? Weight, decimal? Coverage);

/// <summary>Reads a metric as a series of buckets. A bucket without any reading has no point: a gap stays a gap.</summary>
public sealed class SeriesReader(RollupReader rollups, ReportingCalendar calendar)
{
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(
        Metric metric, Slice slice, SeriesBucket bucket, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (_, reporters) = await rollups.ReadLatestAsync(metric, slice, cancellationToken);
        var expected = metric.Expected == Expectation.AllUnits ? slice.UnitIds.Count : reporters;
        var lookBack = metric.Rollup.IsLevel() ? 2 * metric.Cadence.Interval() : TimeSpan.Zero;
        if (bucket == SeriesBucket.Hour)
        {
            var start = HourOf(from);
            var firstHour = HourOf(from - lookBack);
            var rows = await rollups.ReadHoursAsync(metric, slice, firstHour, to, cancellationToken);
            var before = (int)(start - firstHour).TotalHours;
            var hours = (int)Math.Ceiling((to - start).TotalHours);
            return Points(metric, new RollupParts([], rows), before, hours, i => start.AddHours(i), expected);
        }
        var days = Bounds(bucket, calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1)));
        var carried = days[0].AddDays(-(int)Math.Ceiling(lookBack.TotalDays));
        var bounds = lookBack > TimeSpan.Zero ? [carried, .. days] : days;
        var parts = await rollups.ReadDaysAsync(metric, slice, bounds, cancellationToken);
        return Points(metric, parts, bounds.Count - days.Count, days.Count - 1, i => calendar.StartOf(days[i]), expected);
    }

    private static List<SeriesPoint> Points(Metric metric, RollupParts parts, int first, int count, Func<int, DateTimeOffset> startOf, int expected)
    {
        if (count <= 0)
            return [];
        var totals = RollupArithmetic.Each(metric.Rollup, parts, 0, first, first + count - 1);
        return [.. totals.Select((total, i) => (total, i)).Where(t => t.total.Units > 0).Select(t => new SeriesPoint(
            startOf(t.i), RollupArithmetic.Figure(metric, t.total), t.total.Weight,
            expected == 0 ? null : decimal.Round(Math.Min(1, (decimal)t.total.Units / expected), 4)))];
    }

    private static List<DateOnly> Bounds(SeriesBucket bucket, DateOnly first, DateOnly last)
    {
        var bounds = new List<DateOnly>();
        for (var day = bucket == SeriesBucket.Month ? new DateOnly(first.Year, first.Month, 1) : first; day <= last;
             day = bucket == SeriesBucket.Month ? day.AddMonths(1) : day.AddDays(1))
            bounds.Add(day);
        bounds.Add(bucket == SeriesBucket.Month ? bounds[^1].AddMonths(1) : bounds[^1].AddDays(1));
        return bounds;
    }

    private static DateTimeOffset HourOf(DateTimeOffset at) =>
        new(at.UtcDateTime.Year, at.UtcDateTime.Month, at.UtcDateTime.Day, at.UtcDateTime.Hour, 0, 0, TimeSpan.Zero);
}
