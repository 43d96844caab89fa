using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Features.Imports;

/// <summary>Does the step that an import stands before. Whatever happens to it, the import ends up where its sender can go on.</summary>
internal sealed class ImportJob(
    IDbContextFactory<ScalingDb> databases, ImportSteps steps, ImportProgress progress, IOptions<ImportsOptions> options, TimeProvider clock, ILogger<ImportJob> log) : Job
{
    public override async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var id = Guid.ParseExact(run.Argument ?? "", "N");
        // Discarded, or done already: nothing to do, however often this run comes.
        if (await FindAsync(id, cancellationToken) is not { } work)
            return;
        try
        {
            await RunAsync(work, cancellationToken);
        }
        catch (FileRefused e)
        {
            await progress.EndAsync(work, ImportState.Refused, set => set.SetProperty(i => i.Error, e.Said).SetProperty(i => i.Content, (byte[]?)null), cancellationToken);
        }
        catch (Invalid e)
        {
            await FallBackAsync(work, e.Said, cancellationToken);
        }
        catch (Exception e) when (run.IsLastAttempt && !cancellationToken.IsCancellationRequested)
        {
            await FallBackAsync(work, ImportWords.Say(nameof(ImportsTexts.NotDone)), cancellationToken);
            ImportLog.GaveUp(log, e, id, work.State.Code());
            throw;
        }
    }

    private async Task RunAsync(ImportWork work, CancellationToken cancellationToken)
    {
        if (work.State == ImportState.Undoing)
        {
            await steps.UndoAsync(work, cancellationToken);
            return;
        }
        using var patience = new CancellationTokenSource(options.Value.ReadFor, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await steps.ReadAsync(work, both.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FileRefused(ImportWords.Say(nameof(ImportsTexts.ReadTooLong), (int)options.Value.ReadFor.TotalSeconds));
        }
    }

    private Task FallBackAsync(ImportWork work, Sentence error, CancellationToken cancellationToken) =>
        progress.EndAsync(work, work.State.Before(), set => set.SetProperty(i => i.Error, error), cancellationToken);

    private async Task<ImportWork?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var import = await db.Set<Import>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, cancellationToken);
        return import?.State.IsUnderWay() != true
            ? null
            : new ImportWork(import, new Importer(import.Person, import.Source, UnitScope.Parse(import.Scope)));
    }
}

/// <summary>A step that is under way.</summary>
internal sealed record ImportWork(Import Import, Importer Importer)
{
    public ImportState State { get; } = Import.State;
}
