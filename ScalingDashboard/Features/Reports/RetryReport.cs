using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Reports;

/// <summary>Tries a failed report again. One that has not failed is left alone.</summary>
internal sealed class RetryReport(IDbContextFactory<ScalingDb> databases, IJobQueue jobs, LivePublisher live, TimeProvider clock)
{
    public async Task RunAsync(Guid id, ReportAsker asker, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await asker.Own(db.Set<Report>())
            .Where(r => r.Id == id && r.State == ReportState.Failed)
            .ExecuteUpdateAsync(set => set
                .SetProperty(r => r.State, ReportState.Queued)
                .SetProperty(r => r.Progress, 0)
                .SetProperty(r => r.MovedAt, clock.GetUtcNow())
                .SetProperty(r => r.Error, (Sentence?)null)
                .SetProperty(r => r.FinishedAt, (DateTimeOffset?)null), cancellationToken);
        if (changed == 0)
            return;
        await jobs.EnqueueAsync<ReportJob>(id.ToString("N"), cancellationToken);
        await live.PublishAsync([Report.TopicOf(asker.Id), Report.TopicOf(id)], cancellationToken);
    }
}
