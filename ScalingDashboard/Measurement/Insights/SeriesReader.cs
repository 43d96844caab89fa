using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>One point: the figure over one bucket.</summary>
/// <param name="At">When the bucket begins, in the reporting zone.</param>
/// <param name="Value">In the metric's unit; null where the denominator is zero.</param>
/// <param name="Weight">Sum of denominators or weights; null where the rule has none.</param>
/// <param name="Coverage">Share of expected units that the point rests on; null when none are expected.</param>
public sealed record SeriesPoint(DateTimeOffset At, decimal? Value, decimal? Weight, decimal? Coverage);

/// <summary>Reads a metric as a series of buckets. A bucket without any reading has no point: a gap stays a gap.
/// A point says the same whatever span it was asked for with.</summary>
public sealed class SeriesReader(RollupReader rollups, ReportingCalendar calendar)
{
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(
        Metric metric, Slice slice, SeriesBucket bucket, DateTimeOffset from, DateTimeOffset to, Knowledge known, CancellationToken cancellationToken)
    {
        var (_, reporters) = await rollups.ReadLatestAsync(metric, slice, known.Pass, cancellationToken);
        var expected = metric.Expected == Expectation.AllUnits ? slice.UnitIds.Count : reporters;
        var (starts, totals) = bucket == SeriesBucket.Hour
            ? await HoursAsync(metric, slice, from, to, known, cancellationToken)
            : await DaysAsync(metric, slice, calendar.Fiscal.Bounds(bucket, calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1))), known, cancellationToken);
        return [.. totals.Zip(starts, (total, start) => (total, start)).Where(t => t.total.Units > 0).Select(t => new SeriesPoint(
            t.start, RollupArithmetic.Figure(metric, t.total), t.total.Weight,
            expected == 0 ? null : decimal.Round(Math.Min(1, (decimal)t.total.Units / expected), 4)))];
    }

    private async Task<(IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<Total> Totals)> DaysAsync(
        Metric metric, Slice slice, List<DateOnly> bounds, Knowledge known, CancellationToken cancellationToken)
    {
        var lookBack = FigurePlan.LookBack(metric.Cadence);
        var windows = bounds.Zip(bounds.Skip(1), (start, next) => new Window(start.AddDays(-lookBack), start, next.AddDays(-1))).ToList();
        var totals = await rollups.ReadDaysAsync(metric, slice, known.Pass, windows, cancellationToken);
        return ([.. windows.Select(w => calendar.StartOf(w.From))], totals);
    }

    private async Task<(IReadOnlyList<DateTimeOffset> Starts, IReadOnlyList<Total> Totals)> HoursAsync(
        Metric metric, Slice slice, DateTimeOffset from, DateTimeOffset to, Knowledge known, CancellationToken cancellationToken)
    {
        var start = calendar.HourOf(from);
        var lookBack = metric.Rollup.IsLevel() || metric.Rollup == RollupRule.Product ? 2 * metric.Cadence.Interval() : TimeSpan.Zero;
        List<DateTimeOffset> hours = [calendar.HourOf(start - lookBack)];
        while (hours[^1] < to)
            hours.Add(calendar.NextHour(hours[^1]));
        var first = hours.IndexOf(start);
        if (hours.Count - 1 <= first)
            return ([], []);
        var totals = await rollups.ReadHoursAsync(metric, slice, known.Pass, calendar, hours, first, (int)lookBack.TotalHours, cancellationToken);
        return (hours.GetRange(first, totals.Count), totals);
    }
}
