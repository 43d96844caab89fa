using Quartz;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>What Quartz stores and creates in place of a recurring job; never two at once, on any host.</summary>
[DisallowConcurrentExecution]
internal sealed class RecurringShell(JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        JobShells.ExecuteAsync(runner, context, cancellationToken);
}

/// <summary>What Quartz stores and creates in place of a queued job. The retries declared here
/// are for runs recovered from a dead host, whose triggers Quartz makes itself; ours carry the configured ones.</summary>
[RetryPolicy(3, "00:00:05", 3)]
internal sealed class QueuedShell(JobRunner runner) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        JobShells.ExecuteAsync(runner, context, cancellationToken);
}

/// <summary>Translates between Quartz's words and ours.</summary>
internal static class JobShells
{
    public const string RecurringGroup = "recurring";
    public const string QueuedGroup = "queued";
    public const string Argument = "argument";

    public static async ValueTask ExecuteAsync(JobRunner runner, IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var run = new JobRun(
            context.JobDetail.Key.Name,
            context.MergedJobDataMap.TryGetValue(Argument, out var argument) ? argument as string : null,
            context.ScheduledFireTimeUtc ?? context.FireTimeUtc,
            context.RetryAttempt + 1,
            context.RetryAttempt >= (context.RetryPolicy?.MaxAttempts ?? 0));
        try
        {
            await runner.RunAsync(run, context.FireInstanceId, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Already logged; in this wrapping Quartz records and retries it without a second stack trace in the log.
            throw new JobExecutionException(e.Message, e);
        }
    }
}
