namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>One spelling for each number: 1.50, 1.5 and 1.500 are equal and must leave equal bytes.</summary>
internal static class Decimals
{
    public const decimal Smallest = 0.0000000000000000000000000001m;

    /// <summary>The same number without trailing zeros; zero has no sign.</summary>
    public static decimal Trimmed(decimal value)
    {
        if (value.Scale == 0)
            return value == 0 ? 0 : value;
        // Division takes the zeros of its result away.
        return value == 0 ? 0 : value / 1.0000000000000000000000000000m;
    }

    /// <summary>Fifteen significant digits: they survive every number format on the way (JSON, Excel).</summary>
    public static decimal Rounded(decimal value) => (decimal)(double)value;
}
