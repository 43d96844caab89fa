namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Numbers of one block as whole multiples of one power of ten: added as integers, they give to the last digit
/// what PostgreSQL's <c>numeric</c> gives.</summary>
/// <param name="Digits">Digits after the point: the most that any number of the block needs.</param>
/// <param name="Largest">No number of the block is larger in size, counted in the last of its digits.</param>
internal readonly record struct FixedPoint(int Digits, long Largest)
{
    /// <summary>A power of ten has at most so many digits as a long.</summary>
    private const int MostDigits = 18;

    private static readonly long[] Powers = [.. Enumerable.Range(0, MostDigits + 1).Select(digits => (long)Int128.Parse("1" + new string('0', digits), CultureInfo.InvariantCulture))];

    /// <summary>The same, able to hold one more number; null when no long holds it beside the others.</summary>
    public FixedPoint? Including(decimal number)
    {
        if (!TrySplit(number, out var whole, out var digits) || digits > MostDigits)
            return null;
        var most = Math.Max(Digits, digits);
        var largest = Int128.Max((Int128)Largest * Powers[most - Digits], Int128.Abs(whole) * Powers[most - digits]);
        return largest <= long.MaxValue ? new FixedPoint(most, (long)largest) : null;
    }

    /// <summary>True when one number of each series can be added up in a long.</summary>
    public bool CanAdd(int series) => series == 0 || Largest <= long.MaxValue / series;

    /// <summary>A number that <see cref="Including"/> has seen.</summary>
    public long WholeOf(decimal number)
    {
        TrySplit(number, out var whole, out var digits);
        return whole * Powers[Digits - digits];
    }

    /// <summary>What numbers kept before are multiplied with, now that there are more digits.</summary>
    public long FactorFrom(FixedPoint before) => Powers[Digits - before.Digits];

    /// <summary>The number, without zeros at its end.</summary>
    public decimal NumberOf(Int128 whole)
    {
        var digits = Digits;
        if (whole >= long.MinValue && whole <= long.MaxValue)
        {
            // Most sums: a division of 64 bits takes a tenth of the time.
            var few = (long)whole;
            for (; digits > 0 && few % 10 == 0; digits--)
                few /= 10;
            whole = few;
        }
        for (; digits > 0 && whole % 10 == 0; digits--)
            whole /= 10;
        var size = (UInt128)Int128.Abs(whole);
        return new decimal((int)(uint)size, (int)(uint)(size >> 32), (int)(uint)(size >> 64), whole < 0, (byte)digits);
    }

    /// <summary>The least digits that say the number, as a whole; false when a long does not hold them.</summary>
    private static bool TrySplit(decimal number, out long whole, out int digits)
    {
        number = RollupArithmetic.Shortest(number);
        digits = number.Scale;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var size = ((ulong)(uint)bits[1] << 32) | (uint)bits[0];
        whole = number < 0 ? -(long)size : (long)size;
        return bits[2] == 0 && size <= long.MaxValue;
    }
}
