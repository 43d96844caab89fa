using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Figures of a metric that is derived from those of others, after these were rolled up. Pure.</summary>
public static class DerivedRules
{
    /// <summary>The derived figure; unknown where an input is, or a denominator is zero.</summary>
    /// <param name="inputs">The metrics of the formula's inputs, as defined then.</param>
    /// <param name="figures">Their figures, in the same order.</param>
    /// <param name="baseline">For an index: the figure of its frozen baseline.</param>
    public static decimal? Value(Metric metric, DerivedFormula formula, IReadOnlyList<Metric> inputs, IReadOnlyList<decimal?> figures, decimal? baseline) => formula.Kind switch
    {
        DerivedKind.Ratio => RollupArithmetic.Ratio(figures[0], figures[1], metric.Scale),
        // While one of them is redefined and the others are not yet, there is no difference.
        DerivedKind.Difference => inputs.All(i => MetricRules.DifferenceUnit(i.Unit) == metric.Unit) ? figures[0] - figures[1] : null,
        DerivedKind.Index => RollupArithmetic.Ratio(figures[0], baseline, 100),
        _ => throw new ArgumentOutOfRangeException(nameof(formula)),
    };

    /// <summary>The figure made of its inputs' figures: as complete as the less complete of them, and as old as the oldest.</summary>
    public static Figure Build(FigureParts parts, IReadOnlyList<Figure> inputs, PeriodTarget target, DateTimeOffset now, double coverageLimit)
    {
        var (metric, formula) = (parts.Metric, DerivedFormula.Of(parts.Metric)!);
        var weakest = inputs.MinBy(i => i.Coverage ?? 0)!;
        var value = Of(i => i.Value);
        var complete = weakest.ExpectedUnits > 0 && weakest.ReportingUnits >= (double)(metric.CoverageLimit ?? (decimal)coverageLimit) * weakest.ExpectedUnits;
        var (status, reason) = TargetRules.Judge(metric, value, target, complete, weakest.ReportingUnits, weakest.ExpectedUnits);
        var lastAt = inputs.Any(i => i.LastAt is null) ? null : inputs.Min(i => i.LastAt);
        return new Figure
        {
            Metric = metric,
            Value = value,
            Previous = Of(i => i.Previous),
            Target = target.Goal,
            Judged = target,
            Status = status,
            StatusReason = reason,
            Freshness = FreshnessRules.Of(lastAt, metric.Cadence, now),
            LastAt = lastAt,
            Coverage = weakest.Coverage,
            ReportingUnits = weakest.ReportingUnits,
            ExpectedUnits = weakest.ExpectedUnits,
            Trend = [.. Enumerable.Range(0, inputs[0].Trend.Count).Select(part => Of(i => i.Trend[part]))],
            CountedFrom = parts.CountedFrom,
            Reason = value is null ? ReasonFor(metric, formula, parts, inputs) : Sentence.None,
            Restated = Restated.Sum(inputs.DistinctBy(i => i.Metric.Key).Select(i => i.Restated)),
            Complete = complete,
            Version = parts.Version,
        };

        decimal? Of(Func<Figure, decimal?> part) => Value(metric, formula, [.. inputs.Select(i => i.Metric)], [.. inputs.Select(part)], parts.Baseline);
    }

    private static Sentence ReasonFor(Metric metric, DerivedFormula formula, FigureParts parts, IReadOnlyList<Figure> inputs)
    {
        if (inputs.FirstOrDefault(i => i.Value is null) is { } unknown)
            return new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.InputUnknown), unknown.Metric.Name, unknown.Reason);
        return formula.Kind == DerivedKind.Difference ? new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.UnlikeUnits))
            : formula.Kind == DerivedKind.Ratio ? new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.InputZero), inputs[^1].Metric.Name)
            : metric.Baseline is null ? new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.BaselineOpen))
            : parts.Baseline is null ? new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.BaselineUnknown))
            : new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.BaselineZero));
    }
}
