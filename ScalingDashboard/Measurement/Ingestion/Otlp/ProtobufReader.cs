using System.Text;
using Google.Protobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// One protobuf message, field after field, by the library's reader. A message inside it is read by another over
/// <see cref="Bytes"/>, where it lies: nothing is copied. What nobody asks about is passed over.
/// </summary>
internal sealed class ProtobufReader(ArraySegment<byte> message)
{
    // Half of a character is a mistake of the sender's, not something to guess about.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = message.Array!;
    private readonly CodedInputStream _input = Over(message);

    /// <summary>Number and form of the field that was read last: only both together say which one it is.</summary>
    public (int Number, WireFormat.WireType Type) Field { get; private set; }

    /// <summary>Of a field of bytes: text, a message, or numbers one after the other.</summary>
    public ArraySegment<byte> Bytes { get; private set; }

    /// <summary>Of every other field.</summary>
    public ulong Number { get; private set; }

    public double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Of a field <c>sint32</c>: small numbers of either sign are short.</summary>
    public int Signed => (int)((uint)Number >> 1) ^ -(int)(Number & 1);

    /// <exception cref="FormatException">The bytes are no UTF-8.</exception>
    public string Text
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
    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    /// <exception cref="FormatException">A field has a form that no message here uses.</exception>
    public bool Next()
    {
        var tag = _input.ReadTag();
        if (tag == 0)
            return false;
        Field = (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
        switch (Field.Type)
        {
            case WireFormat.WireType.Varint:
                Number = _input.ReadUInt64();
                break;
            case WireFormat.WireType.Fixed64:
                Number = _input.ReadFixed64();
                break;
            case WireFormat.WireType.Fixed32:
                Number = _input.ReadFixed32();
                break;
            case WireFormat.WireType.LengthDelimited:
                Bytes = Skip();
                break;
            default:
                throw new FormatException($"field {Field.Number} has the wire type {(int)Field.Type}, which this message does not use.");
        }
        return true;
    }

    // Over an array it holds nothing that would have to be closed.
    private static CodedInputStream Over(ArraySegment<byte> message) => new(message.Array!, message.Offset, message.Count);

    /// <summary>What lies behind a length that is read next.</summary>
    private ArraySegment<byte> Skip()
    {
        var start = (int)_input.Position;
        // Throws when not all of it is there.
        _input.SkipLastField();
        // The length takes one byte, and one more for each whose highest bit is set.
        while ((_buffer[start++] & 0x80) != 0)
        {
        }
        return new ArraySegment<byte>(_buffer, start, (int)_input.Position - start);
    }

    /// <summary>The next of numbers that stand one after the other without tags; false at the end.</summary>
    public bool NextFixed()
    {
        if (_input.IsAtEnd)
            return false;
        Number = _input.ReadFixed64();
        return true;
    }

    /// <inheritdoc cref="NextFixed"/>
    public bool NextVarint()
    {
        if (_input.IsAtEnd)
            return false;
        Number = _input.ReadUInt64();
        return true;
    }
}
