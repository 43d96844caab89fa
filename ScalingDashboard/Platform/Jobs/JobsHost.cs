using Microsoft.Extensions.Options;
using Quartz;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Starts the scheduler once the whole application is up, and stops it in peace: first nothing new is begun,
/// then running jobs get time to end, then they are cancelled and handed back to the queue.</summary>
internal sealed class JobsHost(
    IHostApplicationLifetime lifetime, IServiceProvider services, IOptionsMonitor<QuartzHostedServiceOptions> hostOptions,
    JobSchedule schedule, JobRunner runner, IOptions<JobsOptions> options, TimeProvider clock, ILogger<JobsHost> log)
    : QuartzHostedService(lifetime, services, hostOptions), IHostedService
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    // The scheduler exists now, and fires nothing before the application has started.
    public override async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var scheduler in Schedulers)
            await schedule.ApplyAsync(scheduler, cancellationToken);
    }

    public override async Task StoppingAsync(CancellationToken cancellationToken)
    {
        foreach (var scheduler in Schedulers)
            await scheduler.Standby(cancellationToken);
        await Task.WhenAny(runner.WhenIdle, Task.Delay(options.Value.StopPatience, clock, cancellationToken));
    }

    // Quartz now interrupts what still runs and writes down how it ended, which it tries for ever, whatever it is told: a
    // database that is away must not keep the product from ending. What was not written, the cluster finds by the host
    // that is missing.
    async Task IHostedService.StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StopAsync(cancellationToken).WaitAsync(LastWords, clock, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            log.StoppedWithoutNote();
        }
    }
}
