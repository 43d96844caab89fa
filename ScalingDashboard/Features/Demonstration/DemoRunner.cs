using Microsoft.Extensions.Options;
using Npgsql;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Loads the demo company's history after the start and then simulates, on one host at a time.</summary>
internal sealed class DemoRunner(
    NpgsqlDataSource database, DemoChoice choice, DemoLoader loader, LiveSimulator simulator, IOptions<SimulatorOptions> options,
    DemoProgress progress, TimeProvider clock, ILogger<DemoRunner> log) : BackgroundService
{
    /// <summary>Held by the host that loads and simulates; any number, used nowhere else.</summary>
    private const long LockKey = 0x5EAD_3300;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (choice.Company is not { } company)
            return;
        progress.Report(new DemoProgressState(DemoStage.Waiting, 0, 0, null));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await TryRunAsync(company, stoppingToken))
                    return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                DemonstrationLog.Interrupted(log, e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(RetryAfter, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>True when there is nothing more to do; false when another host is at it.</summary>
    private async Task<bool> TryRunAsync(DemoCompany company, CancellationToken cancellationToken)
    {
        // The lock lives as long as this connection, so a host that dies frees it.
        await using var lease = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({LockKey})", lease);
        if (await take.ExecuteScalarAsync(cancellationToken) is not true)
            return false;
        var history = await loader.RunAsync(company, cancellationToken);
        var stage = options.Value.Enabled ? DemoStage.Live : DemoStage.Quiet;
        progress.Report(new DemoProgressState(stage, 1, progress.Current.Readings, history.FirstDay));
        if (!options.Value.Enabled)
            return true;
        DemonstrationLog.Simulating(log, options.Value.ReadingsPerSecond);
        await simulator.RunAsync(history, cancellationToken);
        return true;
    }
}
