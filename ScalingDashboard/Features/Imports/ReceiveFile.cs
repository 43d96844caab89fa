using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Imports;

/// <summary>Takes a file in; a job then looks at it.</summary>
internal sealed class ReceiveFile(
    IDbContextFactory<ScalingDb> databases, IJobQueue jobs, LivePublisher live, IOptions<ImportsOptions> options, TimeProvider clock)
{
    private const int LongestName = 120;

    /// <exception cref="Invalid">The person has too many files under way (429).</exception>
    public async Task<Guid> RunAsync(Importer importer, string fileName, byte[] content, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var unfinished = await importer.Own(db.Set<Import>()).CountAsync(i => i.Content != null, cancellationToken);
        if (unfinished >= options.Value.UnfinishedAtOnce)
            throw new Invalid(ImportWords.Say(nameof(ImportsTexts.TooManyOpen), unfinished), StatusCodes.Status429TooManyRequests);
        var now = clock.GetUtcNow();
        var import = Import.Begin(Guid.CreateVersion7(now), importer, Name(fileName), content, SHA256.HashData(content), now);
        db.Add(import);
        await db.SaveChangesAsync(cancellationToken);
        await jobs.EnqueueAsync<ImportJob>(import.Id.ToString("N"), cancellationToken);
        await live.PublishAsync([Import.TopicOf(importer.Id)], cancellationToken);
        return import.Id;
    }

    // Without folders, and nothing that a browser or a log would take for something else. The ending stays.
    private static string Name(string given)
    {
        var name = string.Concat(given.Split('/', '\\')[^1].EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune) && rune.Value != 0xFFFD)).Trim();
        if (name.Length > LongestName)
            name = $"{name[..(LongestName - 12)].TrimEnd()}…{Path.GetExtension(name) switch { { Length: <= 6 } ending => ending, _ => "" }}";
        return name.Length == 0 ? "table" : name;
    }
}
