using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Reports;

/// <summary>Takes an order for a report; a job then writes it.</summary>
internal sealed class OrderReport(
    IDbContextFactory<ScalingDb> databases, IReportSubject subject, IJobQueue jobs, LivePublisher live,
    IOptions<ReportsOptions> options, TimeProvider clock)
{
    /// <param name="query">The dashboard's query string, with or without its question mark.</param>
    /// <exception cref="Invalid">The query cannot be answered, or too many reports are under way.</exception>
    public async Task<Guid> RunAsync(string query, ReportAsker asker, CancellationToken cancellationToken)
    {
        var scope = asker.Scope.ToString();
        var about = subject.Describe(query, scope);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unfinished = await asker.Own(db.Set<Report>())
            .CountAsync(r => r.State == ReportState.Queued || r.State == ReportState.Running, cancellationToken);
        if (unfinished >= options.Value.UnfinishedAtOnce)
            throw new Invalid(ReportWords.Say(nameof(ReportsTexts.TooManyOrdered), unfinished), StatusCodes.Status429TooManyRequests);

        var now = clock.GetUtcNow();
        var report = Report.Order(about.Query, about.Title, FileName(about.Period, now), scope, asker.Id, now);
        db.Add(report);
        await db.SaveChangesAsync(cancellationToken);
        await jobs.EnqueueAsync<ReportJob>(report.Id.ToString("N"), cancellationToken);
        await live.PublishAsync([Report.TopicOf(asker.Id)], cancellationToken);
        return report.Id;
    }

    // For example "AI-scaling-12m-2026-11-22-0950Z.xlsx": letters and digits only, so that every system keeps it.
    private string FileName(string period, DateTimeOffset now)
    {
        var company = string.Concat(options.Value.Company.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return string.Create(CultureInfo.InvariantCulture, $"{(company.Length == 0 ? "report" : company)}-{period}-{now.UtcDateTime:yyyy-MM-dd-HHmm}Z.xlsx");
    }
}
