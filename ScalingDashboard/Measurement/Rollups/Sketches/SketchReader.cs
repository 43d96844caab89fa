namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>Reads what <see cref="SketchWriter"/> wrote. Refuses everything else, also what says the same in other
/// bytes, so that equal sketches always have equal bytes.</summary>
internal ref struct SketchReader
{
    private readonly string _name;
    private readonly byte _kind;
    private readonly ReadOnlySpan<byte> _bytes;
    private int _at;

    public SketchReader(ReadOnlySpan<byte> bytes, string name)
    {
        _bytes = bytes;
        _name = name;
        if (Byte() is var version && version != SketchWriter.Version)
            throw Broken($"its version is {version} and this program reads {SketchWriter.Version}");
        _kind = Byte();
    }

    public readonly int Left => _bytes.Length - _at;

    /// <summary>True for the first of two kinds, false for the second.</summary>
    public readonly bool Is(SketchKind one, SketchKind other) =>
        _kind == (byte)one || (_kind == (byte)other ? false : throw Broken($"its kind is {_kind}"));

    public readonly void Demand(SketchKind kind) => Is(kind, kind);

    public UInt128 Whole()
    {
        var first = Byte();
        if (first < 0x80)
            return first;
        // Nearly all fit into 64 bits, which are far quicker to put together than 128.
        ulong number = first & 0x7Fu;
        for (var shift = 7; shift < 63; shift += 7)
        {
            var next = Next();
            number |= (next & 0x7Ful) << shift;
            if (next < 0x80)
                return number;
        }
        return Long(number);
    }

    public long Signed()
    {
        var number = Whole();
        return number <= ulong.MaxValue ? (long)((ulong)number >> 1) ^ -(long)((ulong)number & 1) : throw Broken("a number is too large");
    }

    /// <summary>How many entries of at least the given number of bytes follow.</summary>
    public int Length(int least)
    {
        var length = Whole();
        return length <= (uint)(Left / least) ? (int)length : throw Broken("it ends too early");
    }

    public UInt128 Amount()
    {
        var number = Whole();
        var amount = (number & 1) == 1 ? number >> 1 : number >> 1 <= (UInt128)decimal.MaxValue ? (number >> 1) * Amounts.PerOne : 0;
        return amount != 0 && amount <= Amounts.Most && ((number & 1) == 0 || amount % Amounts.PerOne != 0) ? amount : throw Broken("a count is none");
    }

    public decimal Number()
    {
        var head = Byte();
        var digits = Whole();
        if ((head & 0x7F) > 28 || digits >> 96 != 0)
            throw Broken("a number has too many digits");
        var low = (ulong)digits;
        var number = new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)(ulong)(digits >> 64), head >= 0x80, (byte)(head & 0x7F));
        return Decimals.IsTrimmed(number) ? number : throw Broken("a number is spelled with zeros at its end");
    }

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (Left < length)
            throw Broken("it ends too early");
        _at += length;
        return _bytes.Slice(_at - length, length);
    }

    public readonly void End()
    {
        if (Left > 0)
            throw Broken("more follows after its end");
    }

    public readonly FormatException Broken(string why) =>
        new(string.Create(CultureInfo.InvariantCulture, $"These {_bytes.Length} bytes are not a stored {_name}: {why} (byte {_at})."));

    private UInt128 Long(UInt128 number)
    {
        for (var shift = 63; ; shift += 7)
        {
            var next = Next();
            if (shift == 126 && next > 3)
                throw Broken("a number is too long");
            number |= (UInt128)(next & 0x7Fu) << shift;
            if (next < 0x80)
                return number;
        }
    }

    private byte Next() => Byte() is var next and not 0 ? next : throw Broken("a number is too long");

    private byte Byte() => _at < _bytes.Length ? _bytes[_at++] : throw Broken("it ends too early");
}
