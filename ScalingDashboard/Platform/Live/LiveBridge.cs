using Npgsql;

namespace ScalingDashboard.Platform.Live;

/// <summary>Listens to what other hosts publish and raises it here. Reconnects for ever.</summary>
internal sealed class LiveBridge(NpgsqlDataSource database, LiveFeed feed, LivePublisher publisher, TimeProvider clock, ILogger<LiveBridge> log)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                LiveLog.BridgeLost(log, e.Message);
                await Task.Delay(RetryAfter, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, e) => Receive(e.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {LivePublisher.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancellationToken);
        // Whatever was published while nobody listened may be lost: let every reader look again.
        feed.Raise(LiveTopics.Reconnected);
        while (true)
            await connection.WaitAsync(cancellationToken);
    }

    private void Receive(string payload)
    {
        var words = payload.Split(' ');
        if (words[0] != publisher.HostId)
            feed.Raise([.. words.Skip(1).Select(name => new Topic(name))]);
    }
}
