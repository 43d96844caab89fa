using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>Settings of section <c>Jobs</c>. A job's own settings are one level below: see <see cref="JobSettings"/>.</summary>
public sealed class JobsOptions
{
    public const string Section = "Jobs";

    /// <summary>False on a host that only serves pages: it may enqueue, but runs nothing. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How many jobs run at once on this host (1 to 64). Default 4.</summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = 4;

    /// <summary>How long a stopping host waits for running jobs before it cancels them. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a failed run is tried again (0 to 10). Default 3.</summary>
    [Range(0, 10)]
    public int Retries { get; init; } = 3;

    /// <summary>The wait before the first retry; each further one is three times as long, at most 10 minutes. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A run that takes longer is logged even when its job is otherwise too frequent to be. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan Slow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many successful runs of each job the history keeps; failures are kept for 30 days. Default 100.</summary>
    [Range(1, 10_000)]
    public int HistoryPerJob { get; init; } = 100;
}

/// <summary>Settings of one job, section <c>Jobs:{name}</c>.</summary>
public sealed class JobSettings
{
    /// <summary>Replaces the pause the recurring job was registered with.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "366.00:00:00")]
    public TimeSpan? Every { get; init; }

    /// <summary>False takes a recurring job off the schedule, on all hosts. Default true.</summary>
    public bool Enabled { get; init; } = true;
}
