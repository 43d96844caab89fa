using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>The network between a browser and a host, which a test may cut and mend.</summary>
internal sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Uri _host;
    private readonly Task _accepting;

    // Bounded by the connections of one browser.
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private volatile bool _isPulled;

    /// <param name="host">Where it leads to.</param>
    public Cable(Uri host)
    {
        _host = host;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>What the browser takes for the host.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"));

    /// <summary>Ends all connections, and every new one at once.</summary>
    public void Pull()
    {
        _isPulled = true;
        foreach (var (socket, _) in _open)
            socket.Dispose();
    }

    public void Plug() => _isPulled = false;

    public async ValueTask DisposeAsync()
    {
        Pull();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var host = new TcpClient();
        using (browser)
        {
            _open[browser] = _open[host] = 0;
            try
            {
                if (_isPulled)
                    return;
                await host.ConnectAsync(_host.Host, _host.Port);
                await Task.WhenAny(browser.GetStream().CopyToAsync(host.GetStream()), host.GetStream().CopyToAsync(browser.GetStream()));
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Pulled, or nobody answers at the other end.
            }
            finally
            {
                _open.TryRemove(browser, out _);
                _open.TryRemove(host, out _);
            }
        }
    }
}
