using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Imports;

/// <summary>An import as its sender sees it; files are asked for apart.</summary>
public sealed record ImportCard(
    Guid Id, ImportState State, double Progress, string FileName, int Size, string? Profile, string? Mapping, bool Remembered, string? Report,
    bool HasContent, bool HasRejected, Sentence? Error, long? Batch, DateTimeOffset CreatedAt);

/// <summary>Finds a person's own imports.</summary>
internal sealed class ImportShelf(IDbContextFactory<ScalingDb> databases)
{
    private const int Listed = 50;

    /// <summary>The newest first, at most fifty.</summary>
    public async Task<IReadOnlyList<ImportLine>> ListAsync(Importer importer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var lines = await importer.Own(db.Set<Import>()).OrderByDescending(i => i.CreatedAt).Take(Listed)
            .Select(i => new { i.Id, i.State, i.Progress, i.FileName, i.Counts, i.CreatedAt }).ToListAsync(cancellationToken);
        return [.. lines.Select(i => new ImportLine(i.Id, i.State, i.Progress, i.FileName, ImportCounts.Parse(i.Counts), i.CreatedAt))];
    }

    /// <exception cref="NotFound">There is none of that id, or it is somebody else's.</exception>
    public async Task<ImportCard> GetAsync(Guid id, Importer importer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Cards(importer.Own(db.Set<Import>()).Where(i => i.Id == id)).SingleOrDefaultAsync(cancellationToken) ?? throw Missing();
    }

    /// <summary>The rejected rows as a file.</summary>
    /// <exception cref="NotFound">There is none of that id, it is somebody else's, or nothing was rejected.</exception>
    public async Task<(string Name, byte[] Content)> RejectedAsync(Guid id, Importer importer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var found = await importer.Own(db.Set<Import>()).Where(i => i.Id == id && i.Rejected != null)
            .Select(i => new { i.FileName, i.Rejected }).SingleOrDefaultAsync(cancellationToken) ?? throw Missing();
        return (RejectedName(found.FileName), found.Rejected!);
    }

    private static string RejectedName(string fileName) =>
        $"{Path.GetFileNameWithoutExtension(fileName)}-rejected{(Path.GetExtension(fileName).Equals(".xlsx", StringComparison.OrdinalIgnoreCase) ? ".xlsx" : ".csv")}";

    private static NotFound Missing() => new("There is no such import of yours. It may have expired; send the file again.");

    private static IQueryable<ImportCard> Cards(IQueryable<Import> imports) => imports.Select(i => new ImportCard(
        i.Id, i.State, i.Progress, i.FileName, i.Size, i.Profile, i.Mapping, i.Remembered, i.Report, i.Content != null, i.Rejected != null, i.Error, i.Batch, i.CreatedAt));
}

/// <summary>An import in the list of all.</summary>
public sealed record ImportLine(Guid Id, ImportState State, double Progress, string FileName, ImportCounts? Counts, DateTimeOffset CreatedAt);
