using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Options;

namespace ScalingDashboard.Host.Shell;

/// <summary>Ends a page that acts more often than a person and a browser do: each of its actions takes the time of all others.</summary>
internal sealed class PageActions(IOptions<PageOptions> options, TimeProvider clock) : CircuitHandler
{
    // Only one message of a page is taken at a time.
    private long _second;
    private int _count;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => activity =>
    {
        var second = clock.GetUtcNow().Ticks / TimeSpan.TicksPerSecond;
        if (_second != second)
            (_second, _count) = (second, 0);
        return ++_count > options.Value.MostActions
            ? throw new InvalidOperationException($"A page acted more than {options.Value.MostActions} times in a second and was ended (Pages:MostActions).")
            : next(activity);
    };
}
