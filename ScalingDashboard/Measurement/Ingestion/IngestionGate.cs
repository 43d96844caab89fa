using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>
/// Lets so many batches of all senders in at once, and so many wait; the body of one that waits is not read. The others are
/// told to come back, so that overload costs senders time and never the readers of the dashboard theirs.
/// </summary>
internal sealed class IngestionGate(IOptions<IngestionOptions> options) : IEndpointFilter, IDisposable
{
    private readonly ConcurrencyLimiter _places = new(new()
    {
        PermitLimit = options.Value.AtOnce,
        QueueLimit = options.Value.Waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Batches that would get in now.</summary>
    public long FreePlaces => _places.GetStatistics()!.CurrentAvailablePermits;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var place = await _places.AcquireAsync(1, context.HttpContext.RequestAborted);
        return place.IsAcquired
            ? await next(context)
            : throw new Invalid("More batches are on their way in than this host can store. Nothing of this one was stored; send it again.", StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => _places.Dispose();
}
