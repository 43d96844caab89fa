using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Sends changed panels to the hub's clients: at most once a second, once per query however many watch it.</summary>
public sealed class HubRelay(
    IDashboardSnapshots snapshots, IHubContext<DashboardHub> hub, LiveFeed feed, TimeProvider clock, ILogger<HubRelay> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Bounded by open connections: an entry goes with its last watcher.
    private readonly ConcurrentDictionary<string, DashboardQuery> _watchers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DashboardSnapshot> _sent = new(StringComparer.Ordinal);
    private Throttle? _throttle;
    private Subscription? _subscription;

    /// <summary>Notes what a connection watches.</summary>
    /// <returns>The group it watched before, to be left; null when it watched nothing or the same.</returns>
    public string? Join(string connection, DashboardQuery query)
    {
        var before = _watchers.GetValueOrDefault(connection)?.Key;
        _watchers[connection] = query;
        return before == query.Key ? null : before;
    }

    /// <summary>Notes the snapshot a new watcher starts from, unless others have started already.</summary>
    public void Remember(DashboardQuery query, DashboardSnapshot snapshot) => _sent.TryAdd(query.Key, snapshot);

    public void Leave(string connection)
    {
        if (_watchers.TryRemove(connection, out var query) && !_watchers.Values.Any(q => q.Key == query.Key))
            _sent.TryRemove(query.Key, out _);
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

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        foreach (var query in _watchers.Values.DistinctBy(q => q.Key).ToList())
        {
            var next = await snapshots.GetAsync(query, cancellationToken);
            if (!_sent.TryGetValue(query.Key, out var last) || ReferenceEquals(last, next))
                continue;
            _sent[query.Key] = next;
            var before = last.Panels.ToDictionary(p => p.Panel.Key, SnapshotBuilder.Fingerprint);
            foreach (var panel in next.Panels)
                if (!before.TryGetValue(panel.Panel.Key, out var old) || !old.SequenceEqual(SnapshotBuilder.Fingerprint(panel)))
                    await hub.Clients.Group(query.Key).SendAsync(DashboardHub.PanelMessage, PanelAnswer.Of(panel), cancellationToken);
        }
    }
}
