using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>
/// Bounds guessing from one place over many accounts, and the processor time that strangers can spend: hashing a
/// password is slow on purpose.
/// </summary>
internal sealed class SignInThrottle(IOptions<AccessOptions> options) : IDisposable
{
    private const int Waiting = 50;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetFixedWindowLimiter(
            Network(context.Connection.RemoteIpAddress),
            _ => new() { PermitLimit = options.Value.AttemptsPerAddress, Window = TimeSpan.FromMinutes(1) })),
        PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(
            0, _ => new() { PermitLimit = Math.Max(1, Environment.ProcessorCount / 2), QueueLimit = Waiting })));

    /// <summary>Dispose the lease when the password has been checked; one that was not acquired means 429.</summary>
    public ValueTask<RateLimitLease> EnterAsync(HttpContext context) =>
        _limiter.AcquireAsync(context, cancellationToken: context.RequestAborted);

    public void Dispose() => _limiter.Dispose();

    /// <summary>An IPv6 customer owns at least a /64: counting single addresses would count nothing.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
