using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Imports;

/// <summary>What a person does with an import. Each hands it to a job, and does nothing to one that has moved on meanwhile:
/// two clicks, or two windows, are one.</summary>
internal sealed class MoveImport(IDbContextFactory<ScalingDb> databases, MappingMemory memory, IJobQueue jobs, LivePublisher live, TimeProvider clock)
{
    /// <summary>Looks at the file again, at another sheet or below another header.</summary>
    public Task ReadAgainAsync(Guid id, Importer importer, ImportLayout layout, CancellationToken cancellationToken) =>
        HandOverAsync(id, importer, [ImportState.Open, ImportState.Ready], ImportState.Reading, set => set.SetProperty(i => i.Layout, layout.ToJson()), cancellationToken);

    /// <summary>Tries all rows out.</summary>
    /// <exception cref="Invalid">The mapping leaves something open.</exception>
    public async Task CheckAsync(Guid id, Importer importer, TableProfile profile, TableMapping mapping, CancellationToken cancellationToken)
    {
        if (MappingGuess.Open(mapping, profile) is [var first, ..])
            throw new Invalid(first);
        await memory.KeepAsync(importer.Id, profile, mapping, cancellationToken);
        await HandOverAsync(id, importer, [ImportState.Open, ImportState.Ready], ImportState.Checking, set => set
            .SetProperty(i => i.Mapping, mapping.ToJson())
            .SetProperty(i => i.Remembered, false), cancellationToken);
    }

    public Task StoreAsync(Guid id, Importer importer, CancellationToken cancellationToken) =>
        HandOverAsync(id, importer, [ImportState.Ready], ImportState.Storing, _ => { }, cancellationToken);

    public Task UndoAsync(Guid id, Importer importer, CancellationToken cancellationToken) =>
        HandOverAsync(id, importer, [ImportState.Stored], ImportState.Undoing, _ => { }, cancellationToken);

    /// <summary>Forgets a file that was not stored.</summary>
    public async Task DiscardAsync(Guid id, Importer importer, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await importer.Own(db.Set<Import>()).Where(i => i.Id == id && i.Batch == null && i.State != ImportState.Storing).ExecuteDeleteAsync(cancellationToken);
        await live.PublishAsync([Import.TopicOf(importer.Id)], cancellationToken);
    }

    private async Task HandOverAsync(
        Guid id, Importer importer, ImportState[] from, ImportState to, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Import>> also, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var moved = await importer.Own(db.Set<Import>()).Where(i => i.Id == id && from.Contains(i.State)).ExecuteUpdateAsync(set =>
        {
            set.SetProperty(i => i.State, to)
                .SetProperty(i => i.Progress, 0)
                .SetProperty(i => i.Error, (Sentence?)null)
                .SetProperty(i => i.Scope, importer.Scope.ToString())
                .SetProperty(i => i.MovedAt, clock.GetUtcNow());
            also(set);
        }, cancellationToken);
        if (moved == 0)
            return;
        await jobs.EnqueueAsync<ImportJob>(id.ToString("N"), cancellationToken);
        await live.PublishAsync([Import.TopicOf(id), Import.TopicOf(importer.Id)], cancellationToken);
    }
}
