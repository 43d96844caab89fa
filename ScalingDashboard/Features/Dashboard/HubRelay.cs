using Microsoft.AspNetCore.SignalR;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Sends changed panels to the hub's clients: at most once a second, once per query however many watch it.</summary>
public sealed class HubRelay(
    IDashboardSnapshots snapshots, IHubContext<DashboardHub> hub, LiveFeed feed, TimeProvider clock, ILogger<HubRelay> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // Both bounded by open connections: a group goes with its last watcher.
    private readonly Dictionary<string, string> _groupOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    private Throttle? _throttle;
    private Subscription? _subscription;

    /// <summary>How many different questions are watched.</summary>
    public int GroupCount
    {
        get
        {
            lock (_lock)
                return _groups.Count;
        }
    }

    /// <summary>Notes what a connection watches.</summary>
    /// <returns>The group it watched before, to be left; null when it watched nothing or the same.</returns>
    public string? Join(string connection, DashboardQuery query)
    {
        lock (_lock)
        {
            if (_groupOf.TryGetValue(connection, out var before) && before == query.Key)
                return null;
            LeaveLocked(connection);
            _groupOf[connection] = query.Key;
            if (!_groups.TryGetValue(query.Key, out var group))
                _groups[query.Key] = group = new Group(query);
            group.Watchers++;
            return before;
        }
    }

    /// <summary>Notes the snapshot a new watcher starts from. The group's first watcher sets where its changes begin; a
    /// later one starts from the same or a newer snapshot, so what it lacks is among the changes still to come.</summary>
    public void Remember(DashboardQuery query, DashboardSnapshot snapshot)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(query.Key, out var group) || group.Sent is not null)
                return;
            group.Sent = snapshot;
        }

        // A pass that ran since the snapshot was made had nothing to compare with and sent nothing.
        _throttle?.Signal();
    }

    public void Leave(string connection)
    {
        lock (_lock)
            LeaveLocked(connection);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _throttle = new Throttle(SendAsync, Interval, clock, e => DashboardLog.RelayFailed(log, e));
        _subscription = feed.Subscribe([RollupTopics.Any], _throttle.Signal);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (_throttle is not null)
            await _throttle.DisposeAsync();
    }

    private void LeaveLocked(string connection)
    {
        if (_groupOf.Remove(connection, out var key) && --_groups[key].Watchers == 0)
            _groups.Remove(key);
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        List<Group> groups;
        lock (_lock)
            groups = [.. _groups.Values];
        foreach (var group in groups)
        {
            try
            {
                await SendAsync(group, cancellationToken);
            }
            catch (Invalid)
            {
                // A name in the filter is gone from the catalogue. Its watchers learn it when they ask again; the others go on.
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                DashboardLog.RelayFailed(log, e);
            }
        }
    }

    private async Task SendAsync(Group group, CancellationToken cancellationToken)
    {
        var last = group.Sent;
        if (last is null)
            return;
        var next = await snapshots.GetAsync(group.Query, cancellationToken);
        if (ReferenceEquals(last, next))
            return;
        var before = last.Panels.ToDictionary(p => p.Panel.Key, StringComparer.Ordinal);
        foreach (var panel in next.Panels)
            if (!before.TryGetValue(panel.Panel.Key, out var old) || !SnapshotBuilder.Alike(old, panel))
                await hub.Clients.Group(group.Query.Key).SendAsync(DashboardHub.PanelMessage, PanelChange.Of(next.Version, panel), cancellationToken);
        // Only now: after a failure halfway, panels are sent twice rather than missed.
        group.Sent = next;
    }

    /// <summary>All connections that ask the same question.</summary>
    private sealed class Group(DashboardQuery query)
    {
        private DashboardSnapshot? _sent;

        public DashboardQuery Query { get; } = query;

        public int Watchers { get; set; }

        /// <summary>What the watchers know; null until the first of them has its snapshot.</summary>
        public DashboardSnapshot? Sent
        {
            get => Volatile.Read(ref _sent);
            set => Volatile.Write(ref _sent, value);
        }
    }
}
