using System.Buffers.Binary;
using System.Text;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>How a field is written.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// Reads one protobuf message field after field, without copying it (https://protobuf.dev/programming-guides/encoding/).
/// A message inside it is read by another reader over <see cref="Bytes"/>. What nobody asks about is passed over.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    // Half of a character is a mistake of the sender's, not something to guess about.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Number and form of the field that was read last: only both together say which one it is.</summary>
    public (int Number, WireType Type) Field { get; private set; }

    /// <summary>Of a field of bytes: text, a message, or numbers one after the other.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Of every other field.</summary>
    public ulong Number { get; private set; }

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Of a field <c>sint32</c>: small numbers of either sign are short.</summary>
    public readonly int Signed => (int)((uint)Number >> 1) ^ -(int)(Number & 1);

    /// <exception cref="FormatException">The bytes are no UTF-8.</exception>
    public readonly string Text
    {
        get
        {
            try
            {
                return Utf8.GetString(Bytes);
            }
            catch (DecoderFallbackException)
            {
                throw new FormatException($"the text of field {Field.Number} is not UTF-8.");
            }
        }
    }

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        if (tag is < 8 or > uint.MaxValue)
            throw new FormatException("a field has no number.");
        Field = ((int)(tag >> 3), (WireType)(tag & 7));
        switch (Field.Type)
        {
            case WireType.Varint:
                Number = Varint();
                break;
            case WireType.Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case WireType.Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            case WireType.Bytes:
                Bytes = Take(Varint());
                break;
            default:
                throw new FormatException($"field {Field.Number} has the wire type {(int)Field.Type}, which this message does not use.");
        }
        return true;
    }

    /// <summary>The next of numbers that stand one after the other without tags; false at the end.</summary>
    public bool NextFixed()
    {
        if (_rest.IsEmpty)
            return false;
        Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        return true;
    }

    /// <inheritdoc cref="NextFixed"/>
    public bool NextVarint()
    {
        if (_rest.IsEmpty)
            return false;
        Number = Varint();
        return true;
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
            throw new FormatException($"{length} bytes should follow and {_rest.Length} do.");
        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    // Seven bits in each byte, the lowest first; the highest bit says that more follow.
    private ulong Varint()
    {
        const int Longest = 10;
        var value = 0UL;
        for (var i = 0; i < Longest && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] >= 0x80)
                continue;
            _rest = _rest[(i + 1)..];
            return value;
        }
        throw new FormatException("a number does not end.");
    }
}
