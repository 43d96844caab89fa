using Microsoft.Extensions.Options;
using Quartz;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Starts the scheduler once the whole application is up, and stops it in peace: first nothing new is begun,
/// then running jobs get time to end, then they are cancelled and handed back to the queue.</summary>
internal sealed class JobsHost(
    IHostApplicationLifetime lifetime, IServiceProvider services, IOptionsMonitor<QuartzHostedServiceOptions> hostOptions,
    JobSchedule schedule, JobRunner runner, IOptions<JobsOptions> options, TimeProvider clock)
    : QuartzHostedService(lifetime, services, hostOptions)
{
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
}
