using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Turns parts into a figure. Pure.</summary>
public static class FigureRules
{
    /// <param name="elapsed">The share of the period that has passed (0 to 1): a yearly target is shared out by it.</param>
    /// <param name="unitsInSlice">Units that are expected where every unit reports the metric.</param>
    /// <param name="coverageLimit">Below this share of expected units a figure gets no status.</param>
    public static Figure Build(Metric metric, FigureParts parts, DateTimeOffset now, double elapsed, int unitsInSlice, double coverageLimit)
    {
        var plan = parts.Plan;
        var first = parts.Days.PartAt(plan.Trend[0]);
        // The day after the period is the last bound of all, so its part index is one past the last part.
        var last = parts.Days.PartAt(plan.Trend[^1]) - 1;
        var carry = parts.Days.PartAt(plan.CurrentCarry);
        var whole = RollupArithmetic.Whole(metric.Rollup, parts.Days, carry, first, last);
        var value = RollupArithmetic.Figure(metric, whole);
        var expected = metric.Expected == Expectation.AllUnits ? unitsInSlice : parts.Reporters;
        var complete = expected > 0 && whole.Units >= coverageLimit * expected;
        var target = TargetRules.For(metric, plan.Current.Days, elapsed);
        var (status, reason) = TargetRules.Judge(metric, value, target, complete, whole.Units, expected);
        return new Figure
        {
            Metric = metric,
            Value = value,
            Previous = PreviousOf(metric, parts),
            Target = target.Goal,
            Status = status,
            StatusReason = reason,
            Freshness = FreshnessRules.Of(parts.LastAt, metric.Cadence, now),
            LastAt = parts.LastAt,
            Coverage = expected == 0 ? null : decimal.Round(Math.Min(1, (decimal)whole.Units / expected), 4),
            ReportingUnits = whole.Units,
            ExpectedUnits = expected,
            Trend = Trend(metric, parts, carry),
            Reason = value is null ? ReasonFor(metric, parts, whole) : "",
            Complete = complete,
            Version = parts.Version,
        };
    }

    private static decimal? PreviousOf(Metric metric, FigureParts parts)
    {
        var days = parts.Days;
        var first = days.PartAt(parts.Plan.Previous.From);
        var lastDay = days.PartAt(parts.Plan.Previous.To);
        var carry = days.PartAt(parts.Plan.PreviousCarry);
        if (parts.PreviousLastDay is not { } sameHours)
            return RollupArithmetic.Figure(metric, RollupArithmetic.Whole(metric.Rollup, days, carry, first, lastDay));
        var before = first == lastDay ? default : RollupArithmetic.Whole(metric.Rollup, days, carry, first, lastDay - 1);
        return RollupArithmetic.Figure(metric, RollupArithmetic.Add(before, sameHours));
    }

    private static List<decimal?> Trend(Metric metric, FigureParts parts, int carry)
    {
        var starts = parts.Plan.Trend;
        var trend = new List<decimal?>(starts.Count - 1);
        for (var i = 0; i + 1 < starts.Count; i++)
        {
            var total = RollupArithmetic.Whole(metric.Rollup, parts.Days, carry, parts.Days.PartAt(starts[i]), parts.Days.PartAt(starts[i + 1]) - 1);
            trend.Add(RollupArithmetic.Figure(metric, total));
        }
        return trend;
    }

    private static string ReasonFor(Metric metric, FigureParts parts, Total whole) => metric switch
    {
        _ when parts.LastAt is null => "No readings yet. Send some to POST /api/v1/readings.",
        _ when !metric.Rollup.IsComputed() => $"The roll-up {metric.Rollup.Code()} is declared and not computed yet.",
        _ when whole.Units == 0 => "No readings in this period. Choose a longer one.",
        _ => "The denominator is zero, so there is no ratio.",
    };
}
