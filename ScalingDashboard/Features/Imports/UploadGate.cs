using System.Threading.RateLimiting;

namespace ScalingDashboard.Features.Imports;

/// <summary>Lets so many files travel at once, each held in memory while it does. Apart from the gate of programs: a person on a
/// slow line must not hold up their batches.</summary>
internal sealed class UploadGate : IDisposable
{
    private const int AtOnce = 8;

    private readonly ConcurrencyLimiter _places = new(new() { PermitLimit = AtOnce, QueueLimit = 0 });

    /// <summary>A place until the answer is disposed, or none.</summary>
    public RateLimitLease Enter() => _places.AttemptAcquire();

    public void Dispose() => _places.Dispose();
}
