namespace ScalingDashboard.Platform.Jobs;

/// <summary>
/// A piece of background work. Each run gets an instance of its own from a scope of its own, so a job may depend on
/// scoped services. Runs are at-least-once (a host may die halfway), so a job must do no harm when it runs again.
/// </summary>
public abstract class Job
{
    /// <param name="cancellationToken">Signalled when the host stops and its patience is over. Pass it on to
    /// everything awaited: a queued run that stops with it is taken up again by another host or after the restart.</param>
    public abstract Task RunAsync(JobRun run, CancellationToken cancellationToken);
}

/// <summary>What a job is told about the run it is in.</summary>
/// <param name="Job">The name it was registered under.</param>
/// <param name="Argument">What was enqueued; null for a recurring job.</param>
/// <param name="ScheduledAt">The moment the run was due, the same on whichever host it happens.</param>
/// <param name="Attempt">1 for the first attempt, rising with every retry.</param>
/// <param name="IsLastAttempt">True when a failure now is final.</param>
public sealed record JobRun(string Job, string? Argument, DateTimeOffset ScheduledAt, int Attempt, bool IsLastAttempt);
