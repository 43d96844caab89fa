namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>
/// Counts as whole billionths, so that their sum does not depend on the order of adding. A sum that no decimal holds
/// stays at the greatest one: min(a + b, most) does not depend on the order either.
/// </summary>
internal static class Amounts
{
    public const uint PerOne = 1_000_000_000;

    public static readonly UInt128 Most = (UInt128)decimal.MaxValue * PerOne;

    /// <summary>Zero for what is not positive: a count of nothing, or of less, is no measurement.</summary>
    public static UInt128 Of(decimal count)
    {
        if (count <= 0)
            return 0;
        if (count.Scale == 0)
            return (UInt128)count * PerOne;
        var whole = decimal.Truncate(count);
        return (UInt128)whole * PerOne + (UInt128)decimal.Round((count - whole) * PerOne);
    }

    public static decimal ToDecimal(UInt128 amount)
    {
        var (whole, part) = UInt128.DivRem(amount, PerOne);
        return part == 0 ? (decimal)whole : (decimal)whole + (decimal)part / PerOne;
    }

    public static UInt128 Plus(UInt128 a, UInt128 b) => Most - a < b ? Most : a + b;
}
