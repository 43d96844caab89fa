using System.Buffers.Binary;
using System.Text;

namespace ScalingDashboard.Benchmarks.Circuits;

/// <summary>
/// Writes messages of the hub protocol "blazorpack": MessagePack arrays, each behind its length
/// (https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md#messagepack-msgpack-encoding). As much of
/// MessagePack as a page of Blazor Server says.
/// </summary>
internal static class HubFrames
{
    public const int Invocation = 1, Completion = 3, Ping = 6, Close = 7;

    public static readonly byte[] Handshake = [.. """{"protocol":"blazorpack","version":1}"""u8, 0x1e];

    public static readonly byte[] Alive = Framed([0x91, Ping]);

    /// <param name="id">Null where no answer is wanted.</param>
    public static byte[] Invoke(string? id, string target, params object?[] arguments)
    {
        using var body = new MemoryStream();
        // Kind, headers, id, target, arguments, streams.
        body.Write([0x96, Invocation, 0x80]);
        Value(body, id);
        Value(body, target);
        body.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Value(body, argument);
        body.WriteByte(0x90);
        return Framed(body.ToArray());
    }

    private static void Value(MemoryStream body, object? value)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (value)
        {
            case null:
                body.WriteByte(0xc0);
                break;
            case bool truth:
                body.WriteByte(truth ? (byte)0xc3 : (byte)0xc2);
                break;
            case long whole:
                body.WriteByte(0xd3);
                BinaryPrimitives.WriteInt64BigEndian(number, whole);
                body.Write(number);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                body.WriteByte(0xdb);
                BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
                body.Write(number[..sizeof(int)]);
                body.Write(bytes);
                break;
            default:
                throw new NotSupportedException($"{value.GetType()} is not said by a page.");
        }
    }

    // Seven bits a byte, the lowest first.
    private static byte[] Framed(byte[] body)
    {
        var length = new List<byte>();
        for (var rest = body.Length; ; rest >>= 7)
        {
            length.Add((byte)(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest));
            if (rest <= 0x7f)
                break;
        }
        return [.. length, .. body];
    }
}
