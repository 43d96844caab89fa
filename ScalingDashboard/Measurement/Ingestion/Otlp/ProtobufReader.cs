using System.Buffers.Binary;
using System.Text;
using static Google.Protobuf.WireFormat;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// One protobuf message, field after field (https://protobuf.dev/programming-guides/encoding/). A message inside it is read by
/// another over <see cref="Bytes"/>, where it lies: nothing is copied and nothing is made for it. The library's reader is an object
/// of a hundred bytes, five of which each data point needed. What nobody asks about is passed over.
/// </summary>
internal struct ProtobufReader(ArraySegment<byte> message)
{
    // Half of a character is a mistake of the sender's, not something to guess about.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = message.Array!;
    private readonly int _end = message.Offset + message.Count;
    private int _next = message.Offset;

    /// <summary>Number and form of the field that was read last: only both together say which one it is.</summary>
    public (int Number, WireType Type) Field { get; private set; }

    /// <summary>Of a field of bytes: text, a message, or numbers one after the other.</summary>
    public ArraySegment<byte> Bytes { get; private set; }

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
    /// <exception cref="FormatException">The bytes are no message, or a field has a form that no message here uses.</exception>
    public bool Next()
    {
        if (_next == _end)
            return false;
        var tag = Varint();
        if (tag is < 8 or > uint.MaxValue)
            throw new FormatException($"{tag} is not the tag of a field.");
        Field = (GetTagFieldNumber((uint)tag), GetTagWireType((uint)tag));
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
            case WireType.LengthDelimited:
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
        if (_next == _end)
            return false;
        Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
        return true;
    }

    /// <inheritdoc cref="NextFixed"/>
    public bool NextVarint()
    {
        if (_next == _end)
            return false;
        Number = Varint();
        return true;
    }

    private ArraySegment<byte> Take(ulong length)
    {
        if (length > (ulong)(_end - _next))
            throw new FormatException($"it ends in the middle of field {Field.Number}.");
        _next += (int)length;
        return new ArraySegment<byte>(_buffer, _next - (int)length, (int)length);
    }

    // Seven bits a byte, the lowest first; the highest bit says that more follow.
    private ulong Varint()
    {
        const int Bits = 64;
        var number = 0ul;
        for (var shift = 0; shift < Bits; shift += 7)
        {
            if (_next == _end)
                throw new FormatException("it ends in the middle of a number.");
            var part = _buffer[_next++];
            number |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return number;
        }
        throw new FormatException("a number has more than ten bytes.");
    }
}
