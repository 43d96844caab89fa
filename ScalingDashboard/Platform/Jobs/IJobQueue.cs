namespace ScalingDashboard.Platform.Jobs;

/// <summary>Work to be done once, soon, on any host. What is enqueued survives a restart.</summary>
public interface IJobQueue
{
    /// <summary>Returns when the run is stored. It starts within moments, on this host if it has room.</summary>
    /// <param name="argument">What the job needs to find its work, for example a row's id.</param>
    Task EnqueueAsync<TJob>(string argument, CancellationToken cancellationToken)
        where TJob : Job;
}
