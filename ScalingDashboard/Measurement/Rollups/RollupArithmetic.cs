using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>How totals become figures, for every rule. Pure; the only place that divides.</summary>
public static class RollupArithmetic
{
    private const double LargestFigure = 1e27;

    /// <summary>The figure in the metric's unit; unknown without readings, with a zero denominator, or where single figures
    /// are not combined.</summary>
    public static decimal? Figure(Metric metric, Total total) => metric.Rollup switch
    {
        RollupRule.Ratio or RollupRule.RatioLast or RollupRule.Wmean =>
            total is { Value: { } value, Weight: { } weight } && weight != 0 ? Quotient(value, weight, metric.Scale) : null,
        RollupRule.Sum or RollupRule.Last or RollupRule.Worst => total.Value * metric.Scale,
        _ => total.Value,
    };

    /// <summary>One figure over another; unknown where one of them is, or the second is zero.</summary>
    public static decimal? Ratio(decimal? numerator, decimal? denominator, decimal scale) =>
        numerator is { } a && denominator is { } b && b != 0 ? Quotient(a, b, scale) : null;

    /// <summary>Two totals of disjoint time of an amount, added. Units are those of the larger part.</summary>
    public static Total Add(Total a, Total b) => new(Add(a.Value, b.Value), Add(a.Weight, b.Weight), Math.Max(a.Units, b.Units));

    /// <summary>The same number without zeros at its end: whether it was added up by PostgreSQL or in memory, it is written
    /// alike, to the byte.</summary>
    internal static decimal Shortest(decimal number) =>
        number.Scale == 0 ? number : number / 1.0000000000000000000000000000m;

    internal static decimal? Add(decimal? a, decimal? b) => a is null ? b : b is null ? a : a + b;

    /// <summary>Fifteen significant digits: a quotient has no last digit, and these survive every number format on the way
    /// (JSON, Excel).</summary>
    internal static decimal Round(decimal quotient) => (decimal)(double)quotient;

    // A denominator as good as zero gives no number that a decimal holds, and none that means anything.
    private static decimal? Quotient(decimal value, decimal weight, decimal scale) =>
        Math.Abs((double)value / (double)weight * (double)scale) < LargestFigure && Math.Abs((double)value / (double)weight) < LargestFigure
            ? Round(value / weight * scale)
            : null;
}
