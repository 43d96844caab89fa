using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Reports;

/// <summary>Writes one report: asks every contribution for its sheets, in order, and stores the file.</summary>
internal sealed class ReportJob(
    IDbContextFactory<ScalingDb> databases, IEnumerable<IReportSheet> sheets, LivePublisher live, TimeProvider clock,
    ILogger<ReportJob> log) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var id = Guid.ParseExact(run.Argument ?? "", "N");
        // Done already, given up or expired: nothing to do, however often this run comes.
        if (await FindAsync(id, cancellationToken) is not { } report)
            return;
        try
        {
            await WriteAsync(report, cancellationToken);
        }
        catch (Invalid e)
        {
            // The catalogue has changed since the order: trying again would not help.
            await FailAsync(report, e.Said, cancellationToken);
        }
        catch (Exception e) when (run.IsLastAttempt && !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(report, ReportWords.Say(nameof(ReportsTexts.NotWritten)), cancellationToken);
            ReportLog.GaveUp(log, e, id);
            throw;
        }
    }

    private async Task WriteAsync(Report report, CancellationToken cancellationToken)
    {
        var ordered = sheets.OrderBy(s => s.Order).ToList();
        // The last step is packing and storing the file.
        var steps = ordered.Count + 1.0;
        await MoveAsync(report, 0, cancellationToken);
        using var workbook = new ReportWorkbook(report.Title, report.CreatedAt);
        var request = new ReportRequest(report.Query, report.Scope, report.RequestedBy, report.CreatedAt);
        for (var step = 0; step < ordered.Count; step++)
        {
            await ordered[step].WriteAsync(workbook, request, cancellationToken);
            await MoveAsync(report, (step + 1) / steps, cancellationToken);
        }
        await StoreAsync(report, workbook.ToArray(), cancellationToken);
    }

    private async Task<Report?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Unfinished(db, id).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    private Task MoveAsync(Report report, double progress, CancellationToken cancellationToken) => UpdateAsync(report, set => set
        .SetProperty(r => r.State, ReportState.Running)
        .SetProperty(r => r.Progress, progress)
        .SetProperty(r => r.MovedAt, clock.GetUtcNow()), cancellationToken);

    private Task StoreAsync(Report report, byte[] file, CancellationToken cancellationToken) => UpdateAsync(report, set => set
        .SetProperty(r => r.State, ReportState.Done)
        .SetProperty(r => r.Progress, 1)
        .SetProperty(r => r.File, file)
        .SetProperty(r => r.Size, file.Length)
        .SetProperty(r => r.FinishedAt, clock.GetUtcNow()), cancellationToken);

    private Task FailAsync(Report report, Sentence error, CancellationToken cancellationToken) => UpdateAsync(report, set => set
        .SetProperty(r => r.State, ReportState.Failed)
        .SetProperty(r => r.Error, error)
        .SetProperty(r => r.FinishedAt, clock.GetUtcNow()), cancellationToken);

    private async Task UpdateAsync(
        Report report, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Report>> change, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await Unfinished(db, report.Id).ExecuteUpdateAsync(change, cancellationToken);
        await live.PublishAsync([report.Topic, Report.TopicOf(report.RequestedBy)], cancellationToken);
    }

    // A run that was paused and overtaken finds the report finished and changes nothing.
    private static IQueryable<Report> Unfinished(ScalingDb db, Guid id) =>
        db.Set<Report>().Where(r => r.Id == id && (r.State == ReportState.Queued || r.State == ReportState.Running));
}
