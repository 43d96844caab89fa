using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Reports;

/// <summary>A report as its orderer sees it; its file is asked for apart.</summary>
public sealed record ReportCard(
    Guid Id, ReportState State, double Progress, string Query, string Title, string FileName, int? Size, Sentence? Error,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

/// <summary>Finds a caller's own reports.</summary>
internal sealed class ReportShelf(IDbContextFactory<ScalingDb> databases)
{
    private const int Listed = 100;

    /// <summary>The newest first, at most a hundred.</summary>
    public async Task<IReadOnlyList<ReportCard>> ListAsync(ReportAsker asker, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Cards(asker.Own(db.Set<Report>()).OrderByDescending(r => r.CreatedAt).Take(Listed)).ToListAsync(cancellationToken);
    }

    /// <exception cref="NotFound">There is none of that id, or it is somebody else's.</exception>
    public async Task<ReportCard> GetAsync(Guid id, ReportAsker asker, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Cards(asker.Own(db.Set<Report>()).Where(r => r.Id == id)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFound("There is no such report. It may have expired; order it again.");
    }

    /// <exception cref="NotFound">There is none of that id, or it is somebody else's.</exception>
    /// <exception cref="Invalid">It is not done.</exception>
    public async Task<(string Name, byte[] Content)> FileAsync(Guid id, ReportAsker asker, CancellationToken cancellationToken)
    {
        var card = await GetAsync(id, asker, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var content = await asker.Own(db.Set<Report>()).Where(r => r.Id == id).Select(r => r.File).SingleOrDefaultAsync(cancellationToken);
        return (card.FileName, content
            ?? throw new Invalid($"The report is {card.State.Code()}. Ask for its file when it is done.", StatusCodes.Status409Conflict));
    }

    private static IQueryable<ReportCard> Cards(IQueryable<Report> reports) => reports.Select(r => new ReportCard(
        r.Id, r.State, r.Progress, r.Query, r.Title, r.FileName, r.Size, r.Error, r.CreatedAt, r.FinishedAt));
}
