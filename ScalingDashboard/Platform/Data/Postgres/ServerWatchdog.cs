using System.Runtime.Versioning;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>
/// Starts the private server again when it ended by itself: killed for want of memory, crashed, or stopped by somebody.
/// Meanwhile the product stays up and says 503. It works from the end of the start until the first sign of the stop.
/// </summary>
internal sealed class ServerWatchdog(
    IDatabaseServer server, IHostApplicationLifetime life, TimeProvider clock, ILogger<ServerWatchdog> logger) : BackgroundService
{
    /// <summary>How soon an end is seen; a look reads one line of <c>/proc</c>.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Also bounds how long a cure, such as space on a full disk, goes unnoticed.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>A server that lived shorter than this is failing, even though it starts.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (OperatingSystem.IsWindows() || server is not EmbeddedServer own)
            return;
        // The own token comes late: services that were registered after this one stop before it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, life.ApplicationStopping);
        try
        {
            await WatchAsync(own, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The product stops, and the server with it.
        }
    }

    [UnsupportedOSPlatform("windows")]
    private async Task WatchAsync(EmbeddedServer own, CancellationToken cancellationToken)
    {
        var failures = 0;
        var up = clock.GetTimestamp();
        while (true)
        {
            while (!own.HasEnded)
                await Task.Delay(Look, clock, cancellationToken);
            var missed = clock.GetTimestamp();
            if (clock.GetElapsedTime(up, missed) >= Healthy)
                failures = 0;
            else if (failures > 0)
                await Task.Delay(Pause(failures), clock, cancellationToken);
            while (!await TryStartAsync(own, failures, cancellationToken))
                await Task.Delay(Pause(++failures), clock, cancellationToken);
            up = clock.GetTimestamp();
            logger.BackAgain((long)clock.GetElapsedTime(missed, up).TotalMilliseconds);
            // Counts as one until it has proved to be healthy.
            failures++;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private async Task<bool> TryStartAsync(EmbeddedServer own, int failures, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        logger.StartingAgain(failures + 1);
        try
        {
            await own.StartAgainAsync(cancellationToken);
            return true;
        }
        catch (StartRefused e)
        {
            logger.StillAway((int)Pause(failures + 1).TotalSeconds, e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A fault in here must not take the product down: its readers still see the last figures.
            logger.StillAwayUnexplained(e, (int)Pause(failures + 1).TotalSeconds);
        }
        return false;
    }

    /// <summary>1, 2, 4, 8, 15, 15, ... seconds.</summary>
    private static TimeSpan Pause(int failures) =>
        failures > 4 ? LongestPause : FirstPause * (1 << (failures - 1));
}
