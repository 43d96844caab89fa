namespace ScalingDashboard.Measurement.Catalog;

/// <summary>How a metric's readings combine over units and time (Kimball: additive, semi-additive, non-additive).</summary>
public enum RollupRule
{
    /// <summary>Amounts: added over units and time.</summary>
    Sum,

    /// <summary>Levels: the latest of each unit and system in the period, then added over units.</summary>
    Last,

    /// <summary>Value is a numerator, weight its denominator: sum over sum, always.</summary>
    Ratio,

    /// <summary>Numerator and denominator are both levels: the latest of each unit, then sum over sum.</summary>
    RatioLast,

    /// <summary>Value is a score, weight its weight: sum of score times weight over sum of weights.</summary>
    Wmean,

    /// <summary>Single measurements, pooled before a percentile is taken.</summary>
    Pool,

    /// <summary>People or things counted once, however often they are seen.</summary>
    Distinct,

    /// <summary>Severities: the worst counts.</summary>
    Worst,

    /// <summary>Factors of one chain, multiplied.</summary>
    Product,

    /// <summary>Not combined at all.</summary>
    NoAgg,
}

/// <summary>Which way a metric is better.</summary>
public enum Direction
{
    Higher,
    Lower,

    /// <summary>Good inside a range.</summary>
    Band,

    /// <summary>Context only: never coloured.</summary>
    None,
}

/// <summary>Which units a metric's coverage counts as expected.</summary>
public enum Expectation
{
    /// <summary>Every business unit reports it.</summary>
    AllUnits,

    /// <summary>Only units that have ever reported it, for example those that run a plant.</summary>
    Reporters,
}

/// <summary>The spelling of rules and directions in files, JSON and the database.</summary>
public static class RollupRules
{
    public static string Code(this RollupRule rule) => rule switch
    {
        RollupRule.Sum => "SUM",
        RollupRule.Last => "LAST",
        RollupRule.Ratio => "RATIO",
        RollupRule.RatioLast => "RATIO-LAST",
        RollupRule.Wmean => "WMEAN",
        RollupRule.Pool => "POOL",
        RollupRule.Distinct => "DISTINCT",
        RollupRule.Worst => "WORST",
        RollupRule.Product => "PRODUCT",
        RollupRule.NoAgg => "NOAGG",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };

    public static bool TryParse(string text, out RollupRule rule)
    {
        foreach (var candidate in Enum.GetValues<RollupRule>())
        {
            if (candidate.Code() != text)
                continue;
            rule = candidate;
            return true;
        }
        rule = default;
        return false;
    }

    /// <summary>Reads what <see cref="Code"/> wrote.</summary>
    public static RollupRule Parse(string text) =>
        TryParse(text, out var rule) ? rule : throw new InvalidOperationException($"The roll-up '{text}' is not known.");

    /// <summary>True for rules whose readings need a weight (a denominator or a weighting).</summary>
    public static bool NeedsWeight(this RollupRule rule) =>
        rule is RollupRule.Ratio or RollupRule.RatioLast or RollupRule.Wmean;

    /// <summary>True for levels: the latest reading of a period stands for it.</summary>
    public static bool IsLevel(this RollupRule rule) => rule is RollupRule.Last or RollupRule.RatioLast or RollupRule.NoAgg;

    /// <summary>True for rules of which no pair of numbers can be kept, but a sketch.</summary>
    public static bool IsSketch(this RollupRule rule) => rule is RollupRule.Pool or RollupRule.Distinct or RollupRule.Product;

    /// <summary>True for rules that give a figure for each unit and none for several together.</summary>
    public static bool IsPerUnit(this RollupRule rule) => rule is RollupRule.NoAgg or RollupRule.Product;
}
