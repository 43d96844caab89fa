using System.Text;
using Google.Protobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// One protobuf message, field after field, by the library's reader. A message inside it is read by another over
/// <see cref="Bytes"/>. What nobody asks about is passed over.
/// </summary>
internal sealed class ProtobufReader(ByteString message)
{
    // Half of a character is a mistake of the sender's, not something to guess about.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CodedInputStream _input = message.CreateCodedInput();

    /// <summary>Number and form of the field that was read last: only both together say which one it is.</summary>
    public (int Number, WireFormat.WireType Type) Field { get; private set; }

    /// <summary>Of a field of bytes: text, a message, or numbers one after the other.</summary>
    public ByteString Bytes { get; private set; } = ByteString.Empty;

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
                return Utf8.GetString(Bytes.Span);
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
                Bytes = _input.ReadBytes();
                break;
            default:
                throw new FormatException($"field {Field.Number} has the wire type {(int)Field.Type}, which this message does not use.");
        }
        return true;
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
