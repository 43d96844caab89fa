using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Loads the catalogue at start and again when another host changed it.</summary>
internal sealed class CatalogRefresher(CatalogStore store, LiveFeed feed, TimeProvider clock, ILogger<CatalogRefresher> log) : IHostedService, IAsyncDisposable
{
    private Throttle? _reload;
    private Subscription? _subscription;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _reload = new Throttle(store.LoadAsync, TimeSpan.FromMilliseconds(200), clock, e => CatalogLog.ReloadFailed(log, e));
        _subscription = feed.Subscribe([CatalogStore.Changed, LiveTopics.Reconnected], _reload.Signal);
        await store.LoadAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        if (_reload is not null)
            await _reload.DisposeAsync();
    }
}
