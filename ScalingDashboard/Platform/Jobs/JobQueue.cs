using Microsoft.Extensions.Options;
using Quartz;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Stores a run as a trigger that fires once. A run that was missed because no host was up fires at the next start.</summary>
internal sealed class JobQueue(
    ISchedulerFactory schedulers, IEnumerable<JobRegistration> registrations, IOptions<JobsOptions> options, TimeProvider clock) : IJobQueue
{
    private readonly Dictionary<Type, string> _names = registrations
        .Where(r => r.Every is null).ToDictionary(r => r.Type, r => r.Name);

    public async Task EnqueueAsync<TJob>(string argument, CancellationToken cancellationToken)
        where TJob : Job
    {
        var name = _names.GetValueOrDefault(typeof(TJob))
            ?? throw new InvalidOperationException($"{typeof(TJob).Name} is not registered with AddQueuedJob.");
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var trigger = TriggerBuilder.Create()
            .WithIdentity(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), JobShells.QueuedGroup)
            .ForJob(new JobKey(name, JobShells.QueuedGroup))
            .UsingJobData(JobShells.Argument, argument)
            .StartNow()
            .WithRetryPolicy(JobSchedule.Retries(options.Value))
            .WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow))
            .Build();
        await scheduler.ScheduleJob(trigger, default, cancellationToken);
    }
}
