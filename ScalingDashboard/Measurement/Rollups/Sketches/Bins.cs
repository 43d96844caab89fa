namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>
/// Log-linear bins: sign, exponent and leading seven mantissa bits of the value as a double. A bin is at most 1/128 of
/// its values wide, so its midpoint is less than 0.4 % away from each of them (1/256, and the last digit a decimal
/// holds). Only bits are moved: no logarithm that another processor could round otherwise.
/// </summary>
internal static class Bins
{
    private const int DroppedBits = 52 - 7;
    private const double LargestDecimal = 7.92e28;

    /// <summary>Those that a double holds exactly.</summary>
    private static ReadOnlySpan<double> PowersOfTen =>
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Zero is bin 0; bins ascend as their values do.</summary>
    public static int Of(decimal value)
    {
        var bits = BitConverter.DoubleToInt64Bits(ToDouble(value));
        var magnitude = (int)((bits & long.MaxValue) >> DroppedBits);
        return bits < 0 ? -magnitude : magnitude;
    }

    public static decimal Midpoint(int bin)
    {
        if (bin == 0)
            return 0;
        var magnitude = BitConverter.Int64BitsToDouble(((long)Math.Abs(bin) << DroppedBits) | (1L << (DroppedBits - 1)));
        var value = magnitude >= LargestDecimal ? decimal.MaxValue : (decimal)magnitude;
        return bin < 0 ? -value : value;
    }

    /// <summary>True for bins that some decimal falls into.</summary>
    public static bool Exists(long bin) =>
        bin == 0 || (Math.Abs(bin) >= Of(Decimals.Smallest) && Math.Abs(bin) <= Of(decimal.MaxValue));

    // Up to 53 bits and 22 places the quotient is rounded once, however many trailing zeros were written; beyond it
    // 0.10 and 0.1 could differ in the last bit, so the zeros are taken away first.
    private static double ToDouble(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var digits = ((long)bits[1] << 32) | (uint)bits[0];
        if (bits[2] != 0 || (ulong)digits >= 1ul << 53 || value.Scale >= PowersOfTen.Length)
            return (double)Decimals.Trimmed(value);
        var magnitude = digits / PowersOfTen[value.Scale];
        return bits[3] < 0 ? -magnitude : magnitude;
    }
}
