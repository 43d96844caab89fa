using System.Buffers.Binary;
using System.Text;

namespace ScalingDashboard.Benchmarks.Circuits;

/// <summary>Reads what <see cref="HubFrames"/> writes, and the answers. Walks over the bytes where they lie.</summary>
internal ref struct HubReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>The next message, without its length.</summary>
    public ReadOnlySpan<byte> Message()
    {
        var (length, shift) = (0, 0);
        while (true)
        {
            var part = Take(1)[0];
            length |= (part & 0x7f) << shift;
            if (part < 0x80)
                return Take(length);
            shift += 7;
        }
    }

    /// <summary>How many values the array has that begins here.</summary>
    public int Array() => Take(1)[0] switch
    {
        >= 0x90 and <= 0x9f and var few => few & 0x0f,
        0xdc => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        var other => throw new FormatException($"{other:x2} begins no array."),
    };

    public long Number() => Take(1)[0] switch
    {
        <= 0x7f and var small => small,
        >= 0xe0 and var negative => (sbyte)negative,
        0xcc => Take(1)[0],
        0xcd => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        0xce => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint))),
        0xcf or 0xd3 => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long))),
        0xd0 => (sbyte)Take(1)[0],
        0xd1 => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short))),
        0xd2 => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        var other => throw new FormatException($"{other:x2} begins no number."),
    };

    public string? Text() => _rest[0] == 0xc0 ? Nothing() : Encoding.UTF8.GetString(Bytes());

    /// <summary>Of a text or of a field of bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Take(1)[0] switch
    {
        >= 0xa0 and <= 0xbf and var few => few & 0x1f,
        0xc4 or 0xd9 => Take(1)[0],
        0xc5 or 0xda => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort))),
        0xc6 or 0xdb => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int))),
        var other => throw new FormatException($"{other:x2} begins neither text nor bytes."),
    });

    /// <summary>Passes over headers, of which the server sends none.</summary>
    public void Headers()
    {
        if (Take(1)[0] != 0x80)
            throw new FormatException("Headers were not expected.");
    }

    private string? Nothing()
    {
        Take(1);
        return null;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
