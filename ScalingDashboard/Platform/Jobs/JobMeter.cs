using System.Diagnostics.Metrics;

namespace ScalingDashboard.Platform.Jobs;

/// <summary>The jobs' own telemetry: how many runs ended how, and how long they took.</summary>
internal sealed class JobMeter
{
    public const string Name = "ScalingDashboard.Jobs";

    private readonly Counter<long> _runs;
    private readonly Histogram<double> _duration;

    public JobMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _runs = meter.CreateCounter<long>("scaling_dashboard.job.runs", "{run}", "Runs of background jobs.");
        _duration = meter.CreateHistogram<double>("scaling_dashboard.job.duration", "s", "How long runs of background jobs took.");
    }

    public void Ran(string job, string outcome, TimeSpan took)
    {
        var name = new KeyValuePair<string, object?>("job", job);
        _runs.Add(1, name, new("outcome", outcome));
        _duration.Record(took.TotalSeconds, name);
    }
}
