using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>Bounds how many codes one network gets, and how many a person may try, on this host.</summary>
internal sealed class PairingThrottle : IDisposable
{
    /// <summary>New codes for one network in a minute: a whole building is set up at once, seldom.</summary>
    public const int CodesPerMinute = 20;

    /// <summary>Codes one person may type in a minute. With at most 100 codes open of 78 thousand million, guessing is hopeless.</summary>
    public const int TriesPerMinute = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _codes = Limiter(CodesPerMinute);
    private readonly PartitionedRateLimiter<string> _tries = Limiter(TriesPerMinute);

    public bool MayOpen(IPAddress? network) => Taken(_codes, Network(network));

    public bool MayTry(string person) => Taken(_tries, person);

    public void Dispose()
    {
        _codes.Dispose();
        _tries.Dispose();
    }

    private static PartitionedRateLimiter<string> Limiter(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = permits, Window = Window }));

    private static bool Taken(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>An IPv6 customer owns at least a /64: counting single addresses would count nothing.</summary>
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
