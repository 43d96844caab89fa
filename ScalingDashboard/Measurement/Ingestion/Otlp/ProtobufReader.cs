using System.Text;
using Google.Protobuf;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>
/// One protobuf message, field after field, by the library's reader. A message inside it is read by another over the same bytes and
/// the same reader of the library, which would be an object for each attribute otherwise: what <see cref="Enter"/> gives is read to its
/// end before the next field of this one. What nobody asks about is passed over.
/// </summary>
internal struct ProtobufReader
{
    // Half of a character is a mistake of the sender's, not something to guess about.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer;
    private readonly CodedInputStream _input;
    private readonly long _end;
    // The reader stands behind the tag of a field of bytes, before its length.
    private bool _isUnread;

    public ProtobufReader(ArraySegment<byte> message)
        : this(message.Array!, new CodedInputStream(message.Array!, message.Offset, message.Count), message.Offset + message.Count)
    {
    }

    // Over an array the library's reader holds nothing that would have to be closed.
    private ProtobufReader(byte[] buffer, CodedInputStream input, long end) => (_buffer, _input, _end) = (buffer, input, end);

    /// <summary>Number and form of the field that was read last: only both together say which one it is.</summary>
    public (int Number, WireFormat.WireType Type) Field { get; private set; }

    /// <summary>Of every field but one of bytes.</summary>
    public ulong Number { get; private set; }

    public readonly double Double => BitConverter.UInt64BitsToDouble(Number);

    /// <summary>Of a field <c>sint32</c>: small numbers of either sign are short.</summary>
    public readonly int Signed => (int)((uint)Number >> 1) ^ -(int)(Number & 1);

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="InvalidProtocolBufferException">The bytes are no message.</exception>
    /// <exception cref="FormatException">A field has a form that no message here uses, or reaches beyond its message.</exception>
    public bool Next()
    {
        if (_isUnread)
            Take();
        if (IsAtEnd())
            return false;
        var tag = _input.ReadTag();
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
                _isUnread = true;
                break;
            default:
                throw new FormatException($"field {Field.Number} has the wire type {(int)Field.Type}, which this message does not use.");
        }
        return true;
    }

    /// <summary>The message in the field, or the numbers that stand in it one after the other.</summary>
    public ProtobufReader Enter()
    {
        _isUnread = false;
        var end = _input.ReadLength() + _input.Position;
        return new(_buffer, _input, end <= _end ? end : throw Beyond());
    }

    /// <summary>The bytes of the field, where they lie: for whoever reads them more than once.</summary>
    public ArraySegment<byte> Take()
    {
        _isUnread = false;
        var start = (int)_input.Position;
        // Throws when not all of it is there.
        _input.SkipLastField();
        if (_input.Position > _end)
            throw Beyond();
        // The length takes one byte, and one more for each whose highest bit is set.
        while ((_buffer[start++] & 0x80) != 0)
        {
        }
        return new ArraySegment<byte>(_buffer, start, (int)_input.Position - start);
    }

    /// <summary>The text of the field.</summary>
    /// <exception cref="FormatException">The bytes are no UTF-8.</exception>
    public string Text() => TextOf(Take());

    /// <summary>The text of bytes that were taken from the field.</summary>
    /// <inheritdoc cref="Text"/>
    public readonly string TextOf(ArraySegment<byte> taken)
    {
        try
        {
            return Utf8.GetString(taken);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException($"the text of field {Field.Number} is not UTF-8.");
        }
    }

    /// <summary>The next of numbers that stand one after the other without tags; false at the end.</summary>
    public bool NextFixed()
    {
        if (IsAtEnd())
            return false;
        Number = _input.ReadFixed64();
        return true;
    }

    /// <inheritdoc cref="NextFixed"/>
    public bool NextVarint()
    {
        if (IsAtEnd())
            return false;
        Number = _input.ReadUInt64();
        return true;
    }

    private readonly bool IsAtEnd() => _input.Position > _end ? throw Beyond() : _input.Position == _end;

    private readonly FormatException Beyond() => new($"field {Field.Number} reaches beyond the end of its message.");
}
