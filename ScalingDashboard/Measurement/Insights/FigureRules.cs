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
        var whole = parts.Totals.Count == 0 ? default : FigurePlan.WholeOf(parts.Totals);
        var value = RollupArithmetic.Figure(metric, whole);
        var expected = metric.Expected == Expectation.AllUnits ? unitsInSlice : parts.Reporters;
        var complete = expected > 0 && whole.Units >= (double)(metric.CoverageLimit ?? (decimal)coverageLimit) * expected;
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
            Trend = parts.Totals.Count == 0 ? NoTrend(plan) : [.. FigurePlan.TrendOf(parts.Totals).Select(total => RollupArithmetic.Figure(metric, total))],
            Spread = SpreadRules.Of(metric, whole, target),
            Restated = parts.Restated?.Restated,
            Reason = value is null ? ReasonFor(metric, parts, whole) : "",
            Complete = complete,
            Version = parts.Version,
        };
    }

    private static decimal? PreviousOf(Metric metric, FigureParts parts) => parts switch
    {
        { Totals.Count: 0 } => null,
        { PreviousLastDay: { } sameHours } => RollupArithmetic.Figure(metric, RollupArithmetic.Add(FigurePlan.PreviousButLastDayOf(parts.Totals), sameHours)),
        _ => RollupArithmetic.Figure(metric, FigurePlan.PreviousOf(parts.Totals)),
    };

    private static List<decimal?> NoTrend(FigurePlan plan) => [.. plan.Current.TrendBounds().Skip(1).Select(_ => (decimal?)null)];

    private static string ReasonFor(Metric metric, FigureParts parts, Total whole) => metric switch
    {
        _ when parts.LastAt is null => "No readings yet. Send some to POST /api/v1/readings.",
        _ when whole.Units == 0 => "No readings in this period. Choose a longer one.",
        _ when metric.Rollup.IsPerUnit() => $"{metric.Rollup.Code()}: figures of several units are not combined. Choose one unit.",
        _ => "The denominator is zero, so there is no ratio.",
    };
}
