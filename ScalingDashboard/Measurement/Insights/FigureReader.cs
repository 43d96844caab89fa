using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric over a plan: everything a figure is computed from.</summary>
/// <param name="MetricId">The metric.</param>
/// <param name="Plan">The windows.</param>
/// <param name="Totals">One for each window of the plan; empty when nothing was ever reported.</param>
/// <param name="PreviousLastDay">For amounts of an unfinished period: the last day of comparison up to the same time of
/// day; null when the whole day counts.</param>
/// <param name="Reporters">Units in the slice that have ever reported the metric.</param>
/// <param name="Version">Version of the metric's roll-ups that was read.</param>
/// <param name="ReadAt">The moment as of which it was read: with the hours of the day the part of the last day grows.</param>
public sealed record FigureParts(
    int MetricId, FigurePlan Plan, IReadOnlyList<Total> Totals, Total? PreviousLastDay, DateTimeOffset? LastAt, int Reporters, long Version, DateTimeOffset ReadAt)
{
    /// <summary>How often closed days of the period were changed; null when that was not asked.</summary>
    public RestatedParts? Restated { get; init; }
}

/// <summary>Reads <see cref="FigureParts"/>.</summary>
public sealed class FigureReader(RollupReader rollups, RestatementReader restatements, ReportingCalendar calendar)
{
    /// <param name="known">As known then.</param>
    /// <param name="version">The version of the metric's roll-ups at that moment.</param>
    /// <param name="restated">An earlier count of the same metric, slice and period; null when there is none.</param>
    public async Task<FigureParts> ReadAsync(
        Metric metric, Slice slice, Period period, Knowledge known, long version, RestatedParts? restated, CancellationToken cancellationToken)
    {
        var parts = await ReadTotalsAsync(metric, slice, period, known, version, cancellationToken);
        return parts with { Restated = await restatements.CountAsync(metric, slice, period, known, restated, cancellationToken) };
    }

    private async Task<FigureParts> ReadTotalsAsync(Metric metric, Slice slice, Period period, Knowledge known, long version, CancellationToken cancellationToken)
    {
        var plan = FigurePlan.Of(period, metric.Cadence);
        var (lastAt, reporters) = await rollups.ReadLatestAsync(metric, slice, known.Pass, cancellationToken);
        if (lastAt is null)
            return new FigureParts(metric.Id, plan, [], null, lastAt, reporters, version, known.At);
        var totals = await rollups.ReadDaysAsync(metric, slice, known.Pass, plan.Windows, cancellationToken);
        return new FigureParts(metric.Id, plan, totals, await ReadSameHoursAsync(metric, slice, plan, known, cancellationToken), lastAt, reporters, version, known.At);
    }

    private async Task<Total?> ReadSameHoursAsync(Metric metric, Slice slice, FigurePlan plan, Knowledge known, CancellationToken cancellationToken)
    {
        var adds = metric.Rollup is RollupRule.Sum or RollupRule.Ratio or RollupRule.Wmean;
        var today = calendar.DayOf(known.At);
        if (!adds || plan.Current.To != today || plan.Previous.To < today.AddDays(-RollupWork.DaysWithHours))
            return null;
        var elapsed = known.At - calendar.StartOf(today);
        List<DateTimeOffset> hours = [calendar.StartOf(plan.Previous.To)];
        var until = hours[0] + elapsed;
        while (hours[^1] < until)
            hours.Add(calendar.NextHour(hours[^1]));
        if (hours.Count == 1)
            return default(Total);
        var totals = await rollups.ReadHoursAsync(metric, slice, known.Pass, calendar, hours, 0, 0, cancellationToken);
        return totals.Aggregate(default(Total), RollupArithmetic.Add);
    }
}
