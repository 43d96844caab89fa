using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a program wants to watch; as in <c>GET /api/v1/dashboard</c>.</summary>
public sealed record WatchFilter
{
    public string? Period { get; init; }
    public string? Compare { get; init; }
    public IReadOnlyList<string>? Unit { get; init; }
    public IReadOnlyList<string>? Region { get; init; }
    public IReadOnlyList<string>? Country { get; init; }
    public IReadOnlyList<string>? Function { get; init; }
    public IReadOnlyList<string>? System { get; init; }
    public IReadOnlyList<int>? Wave { get; init; }

    internal DashboardQuery ToQuery(UnitScope scope) => new(Period, new SliceFilter
    {
        Units = Unit ?? [],
        Regions = Region ?? [],
        Countries = Country ?? [],
        Functions = Function ?? [],
        Systems = System ?? [],
        Waves = Wave ?? [],
    }, scope) { Compare = string.IsNullOrWhiteSpace(Compare) ? null : Compare };
}

/// <summary>
/// <c>/hubs/dashboard</c>, for programs: <c>Watch</c> answers the current snapshot, then the client gets <c>panel</c>
/// with each panel that changed. Pages do not use it; they listen inside the server.
/// </summary>
[Authorize(Policy = Policies.Read)]
public sealed class DashboardHub(IDashboardSnapshots snapshots, HubRelay relay) : Hub
{
    /// <summary>The name of the message that carries one changed panel.</summary>
    public const string PanelMessage = "panel";

    /// <summary>Replaces what this connection watches.</summary>
    /// <returns>The dashboard as <c>GET /api/v1/dashboard</c> answers it.</returns>
    /// <exception cref="HubException">The period or a name in the filter is not known.</exception>
    public async Task<object> Watch(WatchFilter? filter)
    {
        var query = (filter ?? new WatchFilter()).ToQuery(Context.User!.UnitScope());
        var aborted = Context.ConnectionAborted;
        try
        {
            // Join first, then look: a change in between is sent twice rather than missed.
            var left = relay.Join(Context.ConnectionId, query);
            // A connection that ended before it joined would be kept for ever.
            aborted.ThrowIfCancellationRequested();
            if (left is not null)
                await Groups.RemoveFromGroupAsync(Context.ConnectionId, left, aborted);
            await Groups.AddToGroupAsync(Context.ConnectionId, query.Key, aborted);
            var snapshot = await snapshots.GetAsync(query, aborted);
            relay.Remember(query, snapshot);
            return DashboardAnswer.Of(snapshot);
        }
        catch (Exception e)
        {
            // Whatever went wrong, this connection now watches nothing.
            relay.Leave(Context.ConnectionId);
            await Groups.RemoveFromGroupAsync(Context.ConnectionId, query.Key, CancellationToken.None);
            if (e is Platform.Data.Invalid)
                throw new HubException(e.Message);
            throw;
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        relay.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
