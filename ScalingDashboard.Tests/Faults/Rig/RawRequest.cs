using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A request on a socket of its own, whose body is made while it is sent, for as long as the other side wants it.</summary>
internal static class RawRequest
{
    private const int Part = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="head">Method, path and headers without those of the body's length.</param>
    /// <param name="body">The part that is sent again and again.</param>
    /// <param name="length">Of the whole body.</param>
    /// <param name="chunked">True to keep the length a secret.</param>
    public static async Task<RawAnswer> SendAsync(Uri host, string head, byte[] body, long length, bool chunked)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, host.Port, limit.Token);
        var stream = socket.GetStream();
        var start = Stopwatch.GetTimestamp();
        var answer = StatusAsync(stream, limit.Token);
        var lengthHeader = chunked ? "Transfer-Encoding: chunked" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\nHost: localhost\r\n{lengthHeader}\r\n\r\n"), limit.Token);
        var sent = 0L;
        try
        {
            while (sent < length && !answer.IsCompleted)
            {
                var part = body.AsMemory(0, (int)Math.Min(Math.Min(Part, body.Length), length - sent));
                if (chunked)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{part.Length:x}\r\n")), limit.Token);
                await stream.WriteAsync(part, limit.Token).AsTask().WaitAsync(limit.Token);
                if (chunked)
                    await stream.WriteAsync("\r\n"u8.ToArray(), limit.Token);
                sent += part.Length;
            }
            if (chunked && !answer.IsCompleted)
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), limit.Token);
        }
        catch (IOException)
        {
            // It has answered and wants no more.
        }
        return new(await answer, sent, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>The status of the answer; 0 when the connection ended without one.</summary>
    public static async Task<int> StatusAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        // HTTP/1.1 413
        var line = new byte[12];
        try
        {
            await stream.ReadExactlyAsync(line, cancellationToken);
            return int.Parse(line.AsSpan(9), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

/// <summary>What came of it, and how much was sent until then.</summary>
internal sealed record RawAnswer(int Status, long Sent, TimeSpan Took);
