using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Features.Imports;

/// <summary>Forgets files that are too old, removes what was never stored, and brings back what stands still in a step. What
/// was stored stays in its sender's list, so that it can be undone.</summary>
internal sealed class ImportCleanupJob(
    IDbContextFactory<ScalingDb> databases, IOptions<ImportsOptions> options, TimeProvider clock, ILogger<ImportCleanupJob> log) : Job
{
    private static readonly TimeSpan Still = TimeSpan.FromMinutes(15);

    private static readonly ImportState[] Steps = [ImportState.Reading, ImportState.Checking, ImportState.Storing, ImportState.Undoing];

    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (old, still) = (now - options.Value.KeepFor, now - Still);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var removed = await db.Set<Import>().Where(i => i.Batch == null && i.CreatedAt < old).ExecuteDeleteAsync(cancellationToken);
        var forgotten = await db.Set<Import>().Where(i => i.CreatedAt < old && i.Rejected != null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Rejected, (byte[]?)null), cancellationToken);
        var stuck = 0;
        foreach (var step in Steps)
            stuck += await db.Set<Import>().Where(i => i.State == step && i.MovedAt < still).ExecuteUpdateAsync(set => set
                .SetProperty(i => i.State, step.Before())
                .SetProperty(i => i.Error, ImportWords.Say(nameof(ImportsTexts.GaveUp))), cancellationToken);
        if (removed + forgotten + stuck > 0)
            ImportLog.CleanedUp(log, forgotten, removed, stuck);
    }
}
