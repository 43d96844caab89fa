using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>
/// Lets so many batches of all senders in at once, and so many wait; the body of one that waits is not read. The others are
/// told to come back, so that overload costs senders time and never the readers of the dashboard theirs. One sender gets
/// three quarters at most, and keeps its place only while it sends.
/// </summary>
internal sealed class IngestionGate(IOptions<IngestionOptions> options) : IEndpointFilter, IDisposable
{
    private const string Full = "More batches are on their way in than this host can store. Nothing of this one was stored; send it again.";

    // Kestrel's own.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrencyLimiter _places = new(Limits(options.Value.AtOnce, options.Value.Waiting));

    // Bounded by the keys and people that send: one that is idle is forgotten.
    private readonly PartitionedRateLimiter<string> _shares = PartitionedRateLimiter.Create<string, string>(sender =>
        RateLimitPartition.GetConcurrencyLimiter(sender, _ => Limits(ShareOf(options.Value.AtOnce), ShareOf(options.Value.Waiting))));

    // None when 0 was asked for.
    private readonly MinDataRate? _slowest = options.Value.LeastKilobytesPerSecond is > 0 and var least ? new(least * 1024.0, Grace) : null;

    /// <summary>Batches that would get in now.</summary>
    public long FreePlaces => _places.GetStatistics()!.CurrentAvailablePermits;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        using var share = await _shares.AcquireAsync(http.User.SourceName(), 1, http.RequestAborted);
        using var place = share.IsAcquired ? await _places.AcquireAsync(1, http.RequestAborted) : share;
        if (!place.IsAcquired)
            throw new Invalid(Full, StatusCodes.Status429TooManyRequests);
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } body)
            body.MinDataRate = _slowest;
        return await next(context);
    }

    public void Dispose()
    {
        _places.Dispose();
        _shares.Dispose();
    }

    private static int ShareOf(int all) => all - all / 4;

    private static ConcurrencyLimiterOptions Limits(int places, int waiting) => new()
    {
        PermitLimit = places,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
