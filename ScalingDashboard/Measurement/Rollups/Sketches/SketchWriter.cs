namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>Writes a sketch: version, kind, then whole numbers of seven bits a byte, lowest first.</summary>
internal sealed class SketchWriter
{
    public const byte Version = 1;

    private byte[] _bytes = new byte[64];
    private int _length;

    public SketchWriter(SketchKind kind) => Raw([Version, (byte)kind]);

    public void Whole(UInt128 number)
    {
        for (; number > ulong.MaxValue; number >>= 7)
            Byte((byte)((uint)number | 0x80));
        // Nearly all fit into 64 bits from the start.
        var rest = (ulong)number;
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    /// <summary>Small numbers of either sign are short: 0, -1, 1, -2, 2, …</summary>
    public void Signed(long number) => Whole((ulong)((number << 1) ^ (number >> 63)));

    /// <summary>A count in billionths; whole counts, nearly all, without them. The lowest bit says which.</summary>
    public void Amount(UInt128 amount)
    {
        // A division of 128 bits takes longer than all the rest; what fits into 64 is the rule.
        var (whole, part) = amount <= ulong.MaxValue
            ? ((UInt128)((ulong)amount / Amounts.PerOne), (UInt128)((ulong)amount % Amounts.PerOne))
            : UInt128.DivRem(amount, Amounts.PerOne);
        Whole(part == 0 ? whole << 1 : (amount << 1) | 1);
    }

    /// <summary>Sign and scale in a byte, then the digits.</summary>
    public void Number(decimal number)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(Decimals.Trimmed(number), bits);
        Byte((byte)(((bits[3] >> 16) & 0x7F) | (bits[3] < 0 ? 0x80 : 0)));
        Whole(new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]));
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    public byte[] ToArray() => _bytes[.._length];

    private void Byte(byte value)
    {
        Reserve(1);
        _bytes[_length++] = value;
    }

    private void Reserve(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
