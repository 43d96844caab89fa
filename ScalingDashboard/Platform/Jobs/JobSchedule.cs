using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Brings the stored schedule in line with what this version registers, at every start.</summary>
internal sealed class JobSchedule(
    IEnumerable<JobRegistration> registrations, IOptionsMonitor<JobSettings> settings, IOptions<JobsOptions> options,
    NpgsqlDataSource database, ILogger<JobSchedule> log)
{
    private const long LockKey = 0x5CA11_70B5;

    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(10);

    public async Task ApplyAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        // One host at a time: two that store the same trigger at once would each give it a first firing.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var hold = new NpgsqlCommand($"select pg_advisory_xact_lock({LockKey})", connection, transaction))
            await hold.ExecuteNonQueryAsync(cancellationToken);

        foreach (var job in registrations)
        {
            if (job.Every is { } every)
                await ApplyRecurringAsync(scheduler, job.Name, every, cancellationToken);
            else
                await StoreJobAsync<QueuedShell>(scheduler, new JobKey(job.Name, JobShells.QueuedGroup), cancellationToken);
        }
        await RemoveForgottenAsync(scheduler, cancellationToken);
    }

    private async Task ApplyRecurringAsync(IScheduler scheduler, string name, TimeSpan registered, CancellationToken cancellationToken)
    {
        var key = new JobKey(name, JobShells.RecurringGroup);
        var own = settings.Get(name);
        if (!own.Enabled)
        {
            if (await scheduler.DeleteJob(key, cancellationToken))
                log.Unscheduled(name);
            return;
        }

        var every = own.Every ?? registered;
        var triggerKey = new TriggerKey(name, JobShells.RecurringGroup);
        // Left alone when nothing changed, so a restart neither repeats nor postpones a run. One that is due later than any
        // pause from now was stored before the clock was set back, and would wait until that time comes again.
        if (await scheduler.GetTrigger(triggerKey, cancellationToken) is ISimpleTrigger stored
            && stored.RepeatInterval == every && Equals(stored.RetryPolicy, Retries())
            && !(stored.NextFireTimeUtc > TimeProvider.System.GetUtcNow() + every + LongestRetryDelay))
            return;
        await scheduler.DeleteJob(key, cancellationToken);
        await StoreJobAsync<RecurringShell>(scheduler, key, cancellationToken);
        await scheduler.ScheduleJob(Trigger(key, triggerKey, every), default, cancellationToken);
        log.Scheduled(name, every);
    }

    private ITrigger Trigger(JobKey key, TriggerKey triggerKey, TimeSpan every) => TriggerBuilder.Create()
        .WithIdentity(triggerKey)
        .ForJob(key)
        .StartNow()
        .WithRetryPolicy(Retries())
        .WithSchedule(SimpleScheduleBuilder.Create()
            .WithInterval(every)
            .RepeatForever()
            // A long run is followed by a pause, not by the runs it displaced.
            .MeasureIntervalFromCompletion()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount))
        .Build();

    private static async Task StoreJobAsync<TShell>(IScheduler scheduler, JobKey key, CancellationToken cancellationToken)
        where TShell : IJob
    {
        var job = JobBuilder.Create<TShell>().WithIdentity(key).StoreDurably().RequestRecovery().Build();
        await scheduler.AddJob(job, AddJobOptions.Replacing, cancellationToken);
    }

    private async Task RemoveForgottenAsync(IScheduler scheduler, CancellationToken cancellationToken)
    {
        var known = registrations.Where(r => r.Every is not null)
            .Select(r => new JobKey(r.Name, JobShells.RecurringGroup)).ToHashSet();
        foreach (var key in await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(JobShells.RecurringGroup), cancellationToken))
        {
            if (known.Contains(key))
                continue;
            await scheduler.DeleteJob(key, cancellationToken);
            log.Unscheduled(key.Name);
        }
    }

    private RetryPolicy Retries() => Retries(options.Value);

    /// <summary>Retries are fired by the schedule, not by the run: they survive a restart, and give way to a recurring
    /// job's next regular run.</summary>
    internal static RetryPolicy Retries(JobsOptions options) => options.Retries == 0
        ? RetryPolicy.None
        : RetryPolicy.Exponential(options.Retries, options.RetryDelay, 3, LongestRetryDelay);
}
