using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Rolls up whatever is marked: what a crash between commit and pass left behind, and what another host wrote
/// and could not roll up itself.</summary>
internal sealed class RollupJob(RollupWork work) : Job
{
    public override Task RunAsync(JobRun run, CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
