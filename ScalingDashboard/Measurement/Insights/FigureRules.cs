using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Turns parts into a figure. Pure.</summary>
public static class FigureRules
{
    /// <param name="elapsed">The share of the period that has passed (0 to 1): a yearly target is shared out by it.</param>
    /// <param name="unitsInSlice">Units that are expected where every unit reports the metric.</param>
    /// <param name="coverageLimit">Below this share of expected units a figure gets no status.</param>
    public static Figure Build(FigureParts parts, DateTimeOffset now, double elapsed, int unitsInSlice, double coverageLimit)
    {
        var (metric, plan) = (parts.Metric, parts.Plan);
        var counted = Counted(parts, elapsed);
        var target = TargetRules.For(metric, parts.Targets, counted);
        if (parts.Inputs.Count > 0)
            return DerivedRules.Build(parts, [.. parts.Inputs.Select(input => Build(input, now, elapsed, unitsInSlice, coverageLimit))], target, now, coverageLimit);
        var whole = parts.Whole;
        var value = RollupArithmetic.Figure(metric, whole);
        var expected = metric.Expected == Expectation.AllUnits ? unitsInSlice : parts.Reporters;
        var complete = expected > 0 && whole.Units >= (double)(metric.CoverageLimit ?? (decimal)coverageLimit) * expected;
        var (status, reason) = TargetRules.Judge(metric, value, target, complete, whole.Units, expected);
        return new Figure
        {
            Metric = metric,
            Value = value,
            Previous = RollupArithmetic.Figure(metric, parts.Previous),
            Target = target.Goal,
            Judged = target,
            Pace = complete && elapsed < 1 ? PaceOf(parts, counted) : null,
            Status = status,
            StatusReason = reason,
            Freshness = FreshnessRules.Of(parts.LastAt, metric.Cadence, now),
            // A sender's clock may be some minutes ahead; the newest reading is then of now, and not of later.
            LastAt = parts.LastAt > now ? now : parts.LastAt,
            Coverage = expected == 0 ? null : decimal.Round(Math.Min(1, (decimal)whole.Units / expected), 4),
            ReportingUnits = whole.Units,
            ExpectedUnits = expected,
            Trend = parts.Totals.Count == 0 ? NoTrend(plan) : [.. FigurePlan.TrendOf(parts.Totals).Select(total => RollupArithmetic.Figure(metric, total))],
            Spread = SpreadRules.Of(metric, whole, target),
            Reason = value is null ? ReasonFor(parts, whole) : Sentence.None,
            Restated = parts.Restated?.Restated,
            CountedFrom = parts.CountedFrom,
            Complete = complete,
            Version = parts.Version,
        };
    }

    /// <summary>The days that count and how many of them have passed: a yearly target is not asked of days that a break
    /// of the definition leaves out.</summary>
    private static CountedDays Counted(FigureParts parts, double elapsed)
    {
        var whole = parts.Plan.Current;
        var passed = whole.Days * (decimal)elapsed;
        return parts.CountedFrom is { } from && from <= whole.To
            ? new CountedDays(from, whole.To, Math.Max(0, passed - (from.DayNumber - whole.From.DayNumber)))
            : new CountedDays(whole.From, whole.To, passed);
    }

    private static Pace? PaceOf(FigureParts parts, CountedDays counted) => parts.Running is ({ } span, { } soFar)
        ? PaceRules.Of(parts.Metric, span, soFar, counted.From.DayNumber + counted.Passed - span.From.DayNumber)
        : null;

    private static List<decimal?> NoTrend(FigurePlan plan) => [.. plan.Current.TrendBounds().Skip(1).Select(_ => (decimal?)null)];

    private static Sentence ReasonFor(FigureParts parts, Total whole) => parts.Metric switch
    {
        _ when parts.LastAt is null => new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.NoReadingsYet)),
        var metric when whole.Units == 0 && parts.CountedFrom is { } from => new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.DefinedAnew), from, metric.Version),
        _ when whole.Units == 0 => new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.NoReadingsInPeriod)),
        var metric when metric.Rollup.IsPerUnit() => new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.NotCombined), metric.Rollup.Code()),
        _ => new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.DenominatorZero)),
    };
}
