using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Features.Reports;

/// <summary>Removes reports that have expired, and gives up those that never came to an end.</summary>
internal sealed class ReportCleanupJob(
    IDbContextFactory<ScalingDb> databases, IOptions<ReportsOptions> options, TimeProvider clock, ILogger<ReportCleanupJob> log) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (expired, givenUp) = (now - options.Value.KeepFor, now - options.Value.GiveUpAfter);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Set<Report>().Where(r => r.CreatedAt < expired).ExecuteDeleteAsync(cancellationToken);
        var stuck = await db.Set<Report>()
            .Where(r => (r.State == ReportState.Queued || r.State == ReportState.Running) && r.MovedAt < givenUp)
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, ReportState.Failed)
                .SetProperty(r => r.Error, ReportWords.Say(nameof(ReportsTexts.GaveUp)))
                .SetProperty(r => r.FinishedAt, now), cancellationToken);
        if (removed + stuck > 0)
            ReportLog.CleanedUp(log, removed, stuck);
    }
}
