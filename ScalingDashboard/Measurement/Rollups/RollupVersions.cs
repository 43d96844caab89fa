using System.Collections.Frozen;
using Npgsql;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>
/// The version of every metric's roll-ups as this host knows it. Read anew when a pass was committed anywhere, and every
/// few seconds in case a notification was lost; then raises <see cref="RollupTopics.Any"/>.
/// </summary>
public sealed class RollupVersions(NpgsqlDataSource database, LiveFeed feed, TimeProvider clock, ILogger<RollupVersions> log) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private volatile FrozenDictionary<int, long> _versions = FrozenDictionary<int, long>.Empty;
    private Throttle? _refresh;
    private Subscription? _subscription;
    private ITimer? _timer;

    /// <summary>The newest version of all; 0 before the first pass.</summary>
    public long Newest => _versions.Count == 0 ? 0 : _versions.Values.Max();

    /// <summary>True while the last look at the database failed: figures are as of <see cref="Newest"/>.</summary>
    public bool Disconnected { get; private set; }

    public long Of(int metricId) => _versions.GetValueOrDefault(metricId);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _refresh = new Throttle(RefreshAsync, TimeSpan.Zero, clock, Lost);
        _subscription = feed.Subscribe([RollupTopics.Changed, LiveTopics.Reconnected], _refresh.Signal);
        await RefreshAsync(cancellationToken);
        _timer = clock.CreateTimer(_ => _refresh.Signal(), null, CheckEvery, CheckEvery);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        _subscription?.Dispose();
        if (_refresh is not null)
            await _refresh.DisposeAsync();
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var next = new Dictionary<int, long>();
        await using (var command = database.CreateCommand("SELECT metric_id, version FROM rollup_versions"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken))
                next[reader.GetInt32(0)] = reader.GetInt64(1);
        var changed = Disconnected || next.Count != _versions.Count || next.Any(pair => Of(pair.Key) != pair.Value);
        Disconnected = false;
        if (!changed)
            return;
        _versions = next.ToFrozenDictionary();
        feed.Raise(RollupTopics.Any);
    }

    private void Lost(Exception e)
    {
        if (!Disconnected)
            RollupLog.VersionsLost(log, e.Message);
        Disconnected = true;
        feed.Raise(RollupTopics.Any);
    }
}
