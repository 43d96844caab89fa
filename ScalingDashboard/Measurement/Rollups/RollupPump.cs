using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Rolls up right after readings were committed on this host, or a rule was changed. What it misses (a crash between commit and pass)
/// the recurring <see cref="RollupJob"/> finds.</summary>
internal sealed class RollupPump(RollupWork work, WaitingReadings waiting, LiveFeed feed, TimeProvider clock, ILogger<RollupPump> log) : IHostedService, IAsyncDisposable
{
    /// <summary>The least pause between two rounds: gathers the readings of a burst into one pass.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private Throttle? _throttle;
    private Subscription? _written;
    private Subscription? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _throttle = new Throttle(RunAsync, Pause, clock, Report);
        _written = feed.Subscribe([ReadingWriter.Written], () =>
        {
            waiting.Note();
            _throttle.Signal();
        });
        _subscription = feed.Subscribe([CatalogStore.Changed], _throttle.Signal);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _written?.Dispose();
        _subscription?.Dispose();
        if (_throttle is not null)
            await _throttle.DisposeAsync();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await work.RunRoundAsync(cancellationToken))
            _throttle!.Signal();
    }

    private void Report(Exception e)
    {
        // The database going away is said by the health check; the recurring job tries again. Class 57 is a server that
        // shuts down. Any other answer of the database is a bug of ours and not waited out.
        if (e is NpgsqlException and not PostgresException || e is PostgresException { IsTransient: true } || e is PostgresException { SqlState: ['5', '7', ..] })
            RollupLog.PassPutOff(log, e.Message);
        else
            RollupLog.PassFailed(log, e);
    }
}
