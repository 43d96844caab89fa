using System.Net;
using System.Net.Sockets;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Host;

/// <summary>
/// Looks whether a localhost port is free before a database is started for nothing. Another program can still take it
/// in between; then the server says so itself when it binds.
/// </summary>
internal static class PortCheck
{
    public static void EnsureFree(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback && address.Port > 0)
                EnsureFree(address.Port);
    }

    private static void EnsureFree(int port)
    {
        EnsureFree(IPAddress.Loopback, port);
        if (Socket.OSSupportsIPv6)
            EnsureFree(IPAddress.IPv6Loopback, port);
    }

    private static void EnsureFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartRefused($"Port {port} is in use by another program. Stop that one, or choose another port with --port.", e);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new StartRefused($"Port {port} is reserved for the system. Choose one above 1023 with --port.", e);
        }
        catch (SocketException)
        {
            // No IPv6 loopback in this container, for example; the server decides at binding.
        }
    }
}
