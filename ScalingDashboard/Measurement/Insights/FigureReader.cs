using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric over a plan: everything a figure is computed from.</summary>
/// <param name="PreviousLastDay">For amounts of an unfinished period: the last day of comparison up to the same time of
/// day; null when the whole day counts.</param>
/// <param name="Reporters">Units in the slice that have ever reported the metric.</param>
/// <param name="Version">Version of the roll-ups before they were read: what was read is at least as new.</param>
public sealed record FigureParts(FigurePlan Plan, RollupParts Days, Total? PreviousLastDay, DateTimeOffset? LastAt, int Reporters, long Version);

/// <summary>Reads <see cref="FigureParts"/>.</summary>
public sealed class FigureReader(RollupReader rollups, RollupVersions versions, ReportingCalendar calendar, TimeProvider clock)
{
    public async Task<FigureParts> ReadAsync(Metric metric, Slice slice, Period period, CancellationToken cancellationToken)
    {
        var version = versions.Of(metric.Id);
        var plan = FigurePlan.Of(period, metric.Cadence);
        var (lastAt, reporters) = await rollups.ReadLatestAsync(metric, slice, cancellationToken);
        if (lastAt is null || !metric.Rollup.IsComputed())
            return new FigureParts(plan, new RollupParts(plan.Bounds, []), null, lastAt, reporters, version);
        var days = await rollups.ReadDaysAsync(metric, slice, plan.Bounds, cancellationToken);
        return new FigureParts(plan, days, await ReadSameHoursAsync(metric, slice, plan, cancellationToken), lastAt, reporters, version);
    }

    private async Task<Total?> ReadSameHoursAsync(Metric metric, Slice slice, FigurePlan plan, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var start = calendar.StartOf(plan.Previous.To);
        if (metric.Rollup.IsLevel() || plan.Current.To != calendar.DayOf(now) || start < now - RollupWork.HoursKept)
            return null;
        var elapsed = now - calendar.StartOf(plan.Current.To);
        var rows = await rollups.ReadHoursAsync(metric, slice, start, start + elapsed, cancellationToken);
        return rows.Aggregate(new Total(), (sum, row) => RollupArithmetic.Add(sum, new Total(row.Value, row.Weight, 0)));
    }
}
