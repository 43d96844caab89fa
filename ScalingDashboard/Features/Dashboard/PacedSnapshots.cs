using System.Collections.Concurrent;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a screen may show of a snapshot.</summary>
/// <param name="Snapshot">The same instance for all screens of the same board.</param>
/// <param name="HoldsBack">True while a change waits for its panel's second to be over: look again soon.</param>
internal readonly record struct PacedSnapshot(DashboardSnapshot Snapshot, bool HoldsBack);

/// <summary>The snapshots at the pace of screens: all who look at the same board see the same at the same time.</summary>
internal sealed class PacedSnapshots(IDashboardSnapshots snapshots, TimeProvider clock)
{
    /// <summary>Boards beyond it forget the pace of all: a number may then change twice in a second, once.</summary>
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<string, PanelPace> _paces = new(StringComparer.Ordinal);

    /// <inheritdoc cref="IDashboardSnapshots.GetAsync"/>
    public async Task<PacedSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken) =>
        Paced(query, await snapshots.GetAsync(query, cancellationToken));

    /// <inheritdoc cref="IDashboardSnapshots.LastKnown"/>
    /// <remarks>What nobody looks at has no pace yet: the first look brings its newest at once.</remarks>
    public DashboardSnapshot? LastKnown(DashboardQuery query) => snapshots.LastKnown(query) is { } known
        ? _paces.GetValueOrDefault(query.Key)?.Next(known).Snapshot ?? known
        : null;

    private PacedSnapshot Paced(DashboardQuery query, DashboardSnapshot newest)
    {
        // The past does not move.
        if (query.AsOf is not null)
            return new(newest, false);
        if (_paces.Count > Capacity)
            _paces.Clear();
        return _paces.GetOrAdd(query.Key, _ => new PanelPace(clock)).Next(newest);
    }
}
