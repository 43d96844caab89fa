using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>Whether a reading is plausible: within its metric's range, and no jump away from what is usual. Pure.</summary>
/// <remarks>
/// A reading is judged in the metric's own unit: of a ratio that is value over weight times the scale. What is usual is the
/// median of the last readings of the same metric, unit and system before it: one outlier among them moves nothing. Zero is no
/// factor of anything, so neither a zero nor what comes after zeros is a jump.
/// </remarks>
public static class PlausibilityRules
{
    /// <summary>So many readings before one say what is usual.</summary>
    public const int Recent = 5;

    /// <summary>With fewer nothing is usual yet.</summary>
    public const int Fewest = 3;

    /// <summary>More than any reading means, and far within what a decimal holds.</summary>
    private const decimal Largest = 1e22m;

    /// <summary>Why the reading lies outside the range; null when it does not, or cannot be judged.</summary>
    public static Implausible? OutOfRange(Metric metric, Reading reading)
    {
        if (metric.PlausibleLow is null && metric.PlausibleHigh is null)
            return null;
        // Multiplied, not divided: the border itself is exact.
        var (value, weight) = Parts(metric, reading);
        if (weight == 0 || !(value < metric.PlausibleLow * weight || value > metric.PlausibleHigh * weight))
            return null;
        var expected = (metric.PlausibleLow, metric.PlausibleHigh) switch
        {
            ({ } low, { } high) => Invariant($"{low:#,0.####} to {Text(high, metric)}"),
            ({ } low, null) => $"{Text(low, metric)} or more",
            (_, { } high) => $"{Text(high, metric)} or less",
            _ => "",
        };
        return new Implausible(Implausible.OutOfRange, Text(Measure(metric, reading)!.Value, metric), expected);
    }

    /// <summary>Why the reading is too far from what is usual; null when it is not, or cannot be judged.</summary>
    /// <param name="before">What the readings before it said, by <see cref="Measure"/>; the order does not matter.</param>
    public static Implausible? Jump(Metric metric, Reading reading, IReadOnlyCollection<decimal> before)
    {
        if (metric.LargestJump is not { } factor || before.Count < Fewest || Measure(metric, reading) is not { } found)
            return null;
        var usual = before.Order().ElementAt(before.Count / 2);
        var (larger, smaller) = (Math.Max(Math.Abs(found), Math.Abs(usual)), Math.Min(Math.Abs(found), Math.Abs(usual)));
        // Of other signs the two are no factors of each other either; a range says whether a sign is plausible.
        if (smaller == 0 || (found < 0) != (usual < 0) || larger <= smaller * factor)
            return null;
        return new Implausible(Implausible.Jump, Text(found, metric),
            Invariant($"at most {factor:0.####} times as much or as little as usual, which is {Text(usual, metric)} (median of the {before.Count} readings before)"));
    }

    /// <summary>What the reading says in the metric's unit; null when it says nothing by itself: a numerator of nothing.</summary>
    public static decimal? Measure(Metric metric, Reading reading)
    {
        var (value, weight) = Parts(metric, reading);
        if (weight == 0)
            return null;
        return weight == 1 ? value
            : Math.Abs(value) / Largest >= weight ? Math.Sign(value) * Largest
            : value / weight;
    }

    private static (decimal Value, decimal Weight) Parts(Metric metric, Reading reading) => metric.Rollup is RollupRule.Ratio or RollupRule.RatioLast
        ? (reading.Value * metric.Scale, reading.Weight ?? 0)
        : (reading.Value * metric.Scale, 1);

    private static string Text(decimal number, Metric metric) =>
        metric.Unit == "count" ? Invariant($"{number:#,0.####}") : Invariant($"{number:#,0.####} {metric.Unit}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
