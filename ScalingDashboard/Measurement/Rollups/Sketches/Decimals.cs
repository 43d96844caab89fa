namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>One spelling for each number: 1.50, 1.5 and 1.500 are equal and must leave equal bytes.</summary>
internal static class Decimals
{
    public const decimal Smallest = 0.0000000000000000000000000001m;

    /// <summary>The same number without trailing zeros; zero has no sign.</summary>
    public static decimal Trimmed(decimal value)
    {
        if (IsTrimmed(value))
            return value;
        // Division takes the zeros of its result away.
        return value == 0 ? 0 : value / 1.0000000000000000000000000000m;
    }

    public static bool IsTrimmed(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var (low, high) = (((ulong)(uint)bits[1] << 32) | (uint)bits[0], (uint)bits[2]);
        if ((low | high) == 0)
            return bits[3] == 0;
        // 2^64 leaves 6 when divided by 10.
        return value.Scale == 0 || (low % 10 + high % 10 * 6) % 10 != 0;
    }

    /// <summary>Fifteen significant digits: they survive every number format on the way (JSON, Excel).</summary>
    public static decimal Rounded(decimal value) => (decimal)(double)value;
}
