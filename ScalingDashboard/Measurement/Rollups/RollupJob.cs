using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Rolls up whatever is marked: what a crash between commit and pass left behind, and what another host wrote
/// and could not roll up itself. A round at a time: where readings come without a pause it would never end.</summary>
internal sealed class RollupJob(RollupWork work) : Job
{
    public override Task RunAsync(JobRun run, CancellationToken cancellationToken) => work.RunRoundAsync(cancellationToken);
}
