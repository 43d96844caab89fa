using System.Text.Json;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Features.Imports;

/// <summary>The work of each step.</summary>
internal sealed class ImportSteps(
    MetricCatalog catalog, TableChecker checker, ReadingWriter writer, BatchWithdrawal withdrawal, MappingMemory memory, ImportProgress progress, ILogger<ImportSteps> log)
{
    /// <summary>Whatever needs the file. How long it may be read for is not how long storing may take.</summary>
    public async Task ReadAsync(ImportWork work, CancellationToken reading, CancellationToken cancellationToken)
    {
        var content = work.Import.Content ?? throw new FileRefused(ImportWords.Say(nameof(ImportsTexts.Forgotten)));
        using var file = await progress.WatchAsync(work, () => 0, () => TableFile.Open(work.Import.FileName, content, UploadLimits.Default));
        if (work.State == ImportState.Reading)
            await ProfileAsync(work, file, reading, cancellationToken);
        else
            await CheckAsync(work, file, TableProfile.Parse(work.Import.Profile!), TableMapping.Parse(work.Import.Mapping!), remembered: work.Import.Remembered, reading, cancellationToken);
    }

    /// <summary>Takes back what was stored.</summary>
    public async Task UndoAsync(ImportWork work, CancellationToken cancellationToken)
    {
        var by = work.Importer.Source;
        await withdrawal.WithdrawAsync(work.Import.Batch!.Value, by, by, cancellationToken);
        await progress.EndAsync(work, ImportState.Undone, _ => { }, cancellationToken);
        ImportLog.Undone(log, work.Import.Id, work.Import.Batch.Value);
    }

    // A table whose columns are known goes on to its rows at once.
    private async Task ProfileAsync(ImportWork work, TableFile file, CancellationToken reading, CancellationToken cancellationToken)
    {
        var layout = ImportLayout.Parse(work.Import.Layout);
        var names = new TableNames(catalog.Current, UnitScope.All);
        var profile = await progress.WatchAsync(work, () => file.Progress / 2, () =>
            TableProfiler.Read(file, layout.Sheet, layout.HeaderRow, heading => names.Find(TableField.Metric, heading) is not null, reading));
        var known = await memory.RecallAsync(work.Importer.Id, profile, cancellationToken);
        var mapping = known is null ? MappingGuess.Of(profile, catalog.Current) : MappingGuess.Settled(known, profile);
        if (MappingGuess.Open(mapping, profile).Count == 0)
            await CheckAsync(work, file, profile, mapping, remembered: known is not null, reading, cancellationToken);
        else
            await progress.EndAsync(work, ImportState.Open, set => set
                .SetProperty(i => i.Profile, profile.ToJson())
                .SetProperty(i => i.Mapping, mapping.ToJson())
                .SetProperty(i => i.Remembered, known is not null), cancellationToken);
    }

    private async Task CheckAsync(
        ImportWork work, TableFile file, TableProfile profile, TableMapping mapping, bool remembered, CancellationToken reading, CancellationToken cancellationToken)
    {
        var table = await progress.WatchAsync(work, () => 0.5 + file.Progress / 4, () => checker.Check(file, profile, mapping, work.Importer.Scope, reading));
        var outcome = work.State == ImportState.Storing
            ? await StoreAsync(work, table, cancellationToken)
            : await writer.PreviewAsync(work.Importer.Source, table.Batch.Incoming, cancellationToken);
        var report = new ImportReport(ImportCounts.Of(outcome, table.Batch.Rejected), table.Samples, table.Problems);
        var stored = work.State == ImportState.Storing;
        await progress.EndAsync(work, stored ? ImportState.Stored : ImportState.Ready, set =>
        {
            set.SetProperty(i => i.Profile, profile.ToJson())
                .SetProperty(i => i.Mapping, mapping.ToJson())
                .SetProperty(i => i.Remembered, remembered)
                .SetProperty(i => i.Report, report.ToJson())
                .SetProperty(i => i.Counts, report.Counts.ToJson())
                .SetProperty(i => i.Rejected, table.Rejected);
            if (stored)
                set.SetProperty(i => i.Batch, outcome.BatchId).SetProperty(i => i.Content, (byte[]?)null);
        }, cancellationToken);
        ImportLog.Checked(log, work.Import.Id, work.State.Code(), report.Counts.New, report.Counts.Changed, report.Counts.Unchanged, report.Counts.Rejected);
    }

    // Once, although a run may come again: the second gets the first one's answer, and with it the batch that can be undone.
    private async Task<WriteOutcome> StoreAsync(ImportWork work, TableContent table, CancellationToken cancellationToken)
    {
        var incoming = table.Batch.Incoming;
        if (incoming.Count == 0)
            throw new Invalid(ImportWords.Say(nameof(ImportsTexts.NothingToStore)));
        await using var batch = writer.Open(work.Importer.Source, $"import:{work.Import.Id:N}");
        await batch.AppendAsync(incoming, cancellationToken);
        var answer = await batch.CompleteOnceAsync(work.Import.Hash, outcome => JsonSerializer.Serialize(outcome with { Aside = null }), cancellationToken);
        return JsonSerializer.Deserialize<WriteOutcome>(answer.Text);
    }
}
