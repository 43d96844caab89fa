using System.Net.Sockets;

namespace ScalingDashboard.Benchmarks.Circuits;

/// <summary>The connections of many circuits, and what came over them: compressed, as a browser gets it.</summary>
internal sealed class Wire : IDisposable
{
    private readonly SocketsHttpHandler _handler;
    private long _received;

    public Wire()
    {
        _handler = new() { UseCookies = false, ConnectCallback = ConnectAsync };
        Invoker = new(_handler, disposeHandler: true);
    }

    public HttpMessageInvoker Invoker { get; }

    /// <summary>Bytes received over all of them.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void Dispose() => Invoker.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new Counted(this, socket);
    }

    private sealed class Counted(Wire wire, Socket socket) : NetworkStream(socket, ownsSocket: true)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref wire._received, read);
            return read;
        }
    }
}
