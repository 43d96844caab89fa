using System.Net;
using System.Net.Sockets;

namespace ScalingDashboard.Tests.Support;

/// <summary>Ports of loopback for servers that have to be told theirs, and that keep it while they are down.</summary>
/// <remarks>The kernel gives outgoing connections theirs from 32768 up (<c>ip_local_port_range</c>), hundreds a second while all
/// tests run. A port that it had called free may be one of these by the time the server binds, so these are from below, each given once.</remarks>
internal static class FreePorts
{
    private const int First = 20_000;
    private const int Last = 32_000;

    // Runs beside each other begin at different ones.
    private static int _given = Environment.ProcessId * 97 % (Last - First);

    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _given) % (Last - First));
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Another program's; the next one, then.
            }
        }
    }
}
