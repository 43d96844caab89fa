using System.Collections.Concurrent;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a screen may show of a snapshot.</summary>
/// <param name="Snapshot">The same instance for all screens of the same board.</param>
/// <param name="HoldsBack">True while a change waits for its panel's second to be over: look again soon.</param>
/// <param name="Committed">When the first of the readings was committed that it shows and the one before did not; null when that is not known.</param>
internal sealed record PacedSnapshot(DashboardSnapshot Snapshot, bool HoldsBack, DateTimeOffset? Committed = null);

/// <summary>The snapshots at the pace of screens: all who look at the same board see the same at the same time. A board that somebody
/// watches is looked at once for all of them, and wakes them only when there is something to see.</summary>
internal sealed class PacedSnapshots(IDashboardSnapshots snapshots, LiveFeed feed, IPassWaits passes, TimeProvider clock)
{
    /// <summary>Boards beyond it forget the pace of all: a number may then change twice in a second, once.</summary>
    private const int Capacity = 256;

    private readonly ConcurrentDictionary<string, PanelPace> _paces = new(StringComparer.Ordinal);

    // Bounded by the open pages: a watch goes with its last watcher. Changed one at a time, and read by hundreds of woken pages at once.
    private readonly ConcurrentDictionary<string, BoardWatch> _watches = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();

    /// <summary>What is raised when a watched board has something to see.</summary>
    public static Topic TopicOf(DashboardQuery query) => new($"board:{query.Key}");

    /// <summary>Looks at a board from now on, until the answer is disposed.</summary>
    public IDisposable Watch(DashboardQuery query)
    {
        lock (_changing)
        {
            if (!_watches.TryGetValue(query.Key, out var watch))
                _watches[query.Key] = watch = new(LookAsync, TopicOf(query), feed, passes, clock);
            return watch.Enter(() => Leave(query.Key));
        }

        async Task<PacedSnapshot> LookAsync(CancellationToken cancellationToken) => Paced(query, await snapshots.GetAsync(query, cancellationToken));
    }

    /// <inheritdoc cref="IDashboardSnapshots.GetAsync"/>
    public async Task<PacedSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
    {
        // Who could not look, or found the database away, has nothing to say to who asks now.
        return _watches.TryGetValue(query.Key, out var watch) && await watch.SeenAsync(cancellationToken) is { Snapshot.Disconnected: false } seen
            ? seen
            : Paced(query, await snapshots.GetAsync(query, cancellationToken));
    }

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

    private void Leave(string key)
    {
        lock (_changing)
        {
            var watch = _watches[key];
            if (!watch.Leave())
                return;
            _watches.TryRemove(key, out _);
            // A look that is under way ends by itself.
            _ = watch.DisposeAsync().AsTask();
        }
    }
}
