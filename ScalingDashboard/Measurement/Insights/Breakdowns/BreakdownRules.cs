using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Breakdowns;

/// <summary>What parts add to a whole. Pure.</summary>
internal static class BreakdownRules
{
    /// <summary>Why figures of parts do not add up to that of the whole; null where they do.</summary>
    public static Sentence? WhyNoSum(Metric metric) => metric switch
    {
        { Derived: { } formula } => new Sentence(BreakdownsTexts.ResourceManager, nameof(BreakdownsTexts.Derived), formula),
        { Rollup: RollupRule.Sum or RollupRule.Last or RollupRule.Ratio or RollupRule.RatioLast or RollupRule.Wmean } => null,
        { Rollup: RollupRule.Pool } => new Sentence(BreakdownsTexts.ResourceManager, nameof(BreakdownsTexts.Percentile)),
        { Rollup: RollupRule.Distinct } => new Sentence(BreakdownsTexts.ResourceManager, nameof(BreakdownsTexts.Distinct)),
        { Rollup: RollupRule.Worst } => new Sentence(BreakdownsTexts.ResourceManager, nameof(BreakdownsTexts.Worst)),
        _ => new Sentence(BreakdownsTexts.ResourceManager, nameof(BreakdownsTexts.NotCombined), metric.Rollup.Code()),
    };

    /// <summary>What each part adds to the whole, and what no part names. Rounded along the way, so that the sum is the whole to the
    /// last digit.</summary>
    /// <param name="metric">One whose parts add up.</param>
    /// <returns>Null where the whole is unknown.</returns>
    public static (IReadOnlyList<decimal> Contributions, decimal Unnamed, decimal Whole)? Contributions(Metric metric, Total whole, IReadOnlyList<Total> parts)
    {
        if (RollupArithmetic.Figure(metric, whole) is null)
            return null;
        // A ratio's part is its numerator over the denominator of all: parts of parts add up the same way.
        var divisor = metric.Rollup.NeedsWeight() ? whole.Weight!.Value : 1;
        var contributions = new List<decimal>(parts.Count);
        var (running, told) = (0m, 0m);
        foreach (var part in parts)
        {
            running += part.Value ?? 0;
            var upTo = Shared(running);
            contributions.Add(upTo - told);
            told = upTo;
        }
        var all = Shared(whole.Value!.Value);
        return (contributions, all - told, all);

        decimal Shared(decimal value) => decimal.Round(value / divisor * metric.Scale, MixBridge.Places);
    }
}
