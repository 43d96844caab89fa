namespace ScalingDashboard.Measurement.Insights;

/// <summary>Numerator and denominator of one unit in two periods; a unit that was not there has zero of both.</summary>
public readonly record struct MixUnit(string Unit, decimal ValueBefore, decimal WeightBefore, decimal ValueAfter, decimal WeightAfter);

/// <summary>What one unit added to the change of a ratio.</summary>
/// <param name="Rate">Because its own ratio changed.</param>
/// <param name="Mix">Because its share of the whole changed: positive where a unit better than the whole grew.</param>
public readonly record struct MixPart(string Unit, decimal Rate, decimal Mix);

/// <summary>Why a ratio over units changed. The parts add up to the change to the last digit.</summary>
public sealed record MixBridge(decimal Before, decimal After, IReadOnlyList<MixPart> Parts)
{
    /// <summary>Decimals that parts are rounded to.</summary>
    public const int Places = 12;
    private const double LargestRatio = 1e12;

    public decimal Change => After - Before;

    public decimal Rate => Parts.Sum(part => part.Rate);

    public decimal Mix => Parts.Sum(part => part.Mix);

    /// <summary>
    /// Splits the change of Σvalue / Σweight with midpoint weights, so that neither period is preferred. With r a unit's
    /// ratio, w its share of all weights, R the whole, a bar the mean and Δ the difference of both periods:
    /// rate = w̄ Δr, mix = (r̄ − R̄) Δw. A unit that came or went has no change of its own, only of mix.
    /// In the unit of the metric (percentage points with scale 100), to twelve decimals. Source: Kitagawa,
    /// "Components of a difference between two rates" (1955).
    /// </summary>
    /// <param name="scale">Factor from value over weight to the metric's unit: 100 for percent.</param>
    /// <returns>Null where one of the two ratios is unknown: without weights there is none.</returns>
    public static MixBridge? Of(IReadOnlyList<MixUnit> units, decimal scale)
    {
        var (weightBefore, weightAfter) = (units.Sum(u => u.WeightBefore), units.Sum(u => u.WeightAfter));
        if (weightBefore <= 0 || weightAfter <= 0 || units.Any(u => !IsPlain(u, weightBefore, weightAfter, scale)))
            return null;
        var before = units.Sum(u => u.ValueBefore) / weightBefore * scale;
        var after = units.Sum(u => u.ValueAfter) / weightAfter * scale;
        var parts = units.Select(u => PartOf(u, weightBefore, weightAfter, (before + after) / 2, scale)).ToArray();
        var bridge = new MixBridge(decimal.Round(before, Places), decimal.Round(after, Places), parts);
        // Each part is rounded; what that leaves over goes where it is smallest beside what is there.
        var rest = bridge.Change - bridge.Rate - bridge.Mix;
        var largest = Array.IndexOf(parts, parts.MaxBy(part => Math.Abs(part.Mix)));
        parts[largest] = parts[largest] with { Mix = parts[largest].Mix + rest };
        return bridge;
    }

    private static MixPart PartOf(MixUnit unit, decimal weightBefore, decimal weightAfter, decimal middle, decimal scale)
    {
        var (shareBefore, shareAfter) = (unit.WeightBefore / weightBefore, unit.WeightAfter / weightAfter);
        var change = (unit.ValueAfter / weightAfter - unit.ValueBefore / weightBefore) * scale;
        var rate = unit.WeightBefore == 0 || unit.WeightAfter == 0 ? 0
            : (shareBefore + shareAfter) / 2 * (unit.ValueAfter / unit.WeightAfter - unit.ValueBefore / unit.WeightBefore) * scale;
        // (r̄ − R̄) Δw, also for a unit without weight, whose value counts in the whole all the same.
        return new MixPart(unit.Unit, decimal.Round(rate, Places), decimal.Round(change - rate - middle * (shareAfter - shareBefore), Places));
    }

    // Negative weights have no share, and beyond a decimal's digits nothing adds up.
    private static bool IsPlain(MixUnit unit, decimal weightBefore, decimal weightAfter, decimal scale) =>
        unit is { WeightBefore: >= 0, WeightAfter: >= 0 }
        && IsPlain(unit.ValueBefore, weightBefore, unit.WeightBefore, scale) && IsPlain(unit.ValueAfter, weightAfter, unit.WeightAfter, scale);

    private static bool IsPlain(decimal value, decimal whole, decimal weight, decimal scale) =>
        Math.Abs((double)value / (double)(weight == 0 ? whole : Math.Min(weight, whole)) * (double)scale) < LargestRatio;
}
