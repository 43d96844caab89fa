using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Imports;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Imports;

/// <summary>A person who imports: sends files as a browser does, presses the page's buttons, and waits for the jobs.</summary>
internal sealed class ImportDesk(AppFactory app, Visitor visitor) : IDisposable
{
    private Importer? _importer;

    public Visitor Visitor => visitor;

    /// <summary>The name that the person's readings are stored under.</summary>
    public string Source => _importer!.Source;

    private MoveImport Move => app.Services.GetRequiredService<MoveImport>();

    public static async Task<ImportDesk> OpenAsync(AppFactory app, params string[] units) => new(app, await app.SignInAsAsync(Roles.Analyst, units));

    public async Task<Guid> SendAsync(string name, byte[] content)
    {
        using var answer = await visitor.UploadAsync("/imports/upload", name, content);
        var address = answer.Headers.Location!.OriginalString;
        address.ShouldStartWith("/imports/");
        var id = Guid.Parse(address["/imports/".Length..]);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ScalingDb>>().CreateDbContextAsync();
        var sent = await db.Set<Import>().Where(i => i.Id == id).Select(i => new { i.Person, i.Source, i.Scope }).SingleAsync();
        _importer = new Importer(sent.Person, sent.Source, UnitScope.Parse(sent.Scope));
        return id;
    }

    /// <summary>Sends a file and waits until its jobs are done.</summary>
    public async Task<ImportCard> ImportAsync(string name, byte[] content) => await RestAsync(await SendAsync(name, content));

    public async Task<ImportCard> StoreAsync(ImportCard import)
    {
        await Move.StoreAsync(import.Id, _importer!, CancellationToken.None);
        return await RestAsync(import.Id);
    }

    public async Task<ImportCard> UndoAsync(ImportCard import)
    {
        await Move.UndoAsync(import.Id, _importer!, CancellationToken.None);
        return await RestAsync(import.Id);
    }

    public async Task<ImportCard> CheckAsync(ImportCard import, TableMapping mapping)
    {
        await Move.CheckAsync(import.Id, _importer!, TableProfile.Parse(import.Profile!), mapping, CancellationToken.None);
        return await RestAsync(import.Id);
    }

    public Task DiscardAsync(ImportCard import) => Move.DiscardAsync(import.Id, _importer!, CancellationToken.None);

    public async Task<byte[]> RejectedAsync(ImportCard import)
    {
        using var answer = await visitor.GetAsync($"/api/v1/imports/{import.Id}/rejected");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Waits for the import's own signals, as its page does.</summary>
    public async Task<ImportCard> RestAsync(Guid id)
    {
        var signals = Channel.CreateUnbounded<bool>();
        using var subscription = app.Services.GetRequiredService<LiveFeed>().Subscribe([Import.TopicOf(id)], () => signals.Writer.TryWrite(true));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var card = await app.Services.GetRequiredService<ImportShelf>().GetAsync(id, _importer!, patience.Token);
            if (!card.State.IsUnderWay())
                return card;
            await signals.Reader.ReadAsync(patience.Token);
        }
    }

    public void Dispose() => visitor.Dispose();
}

internal static class ImportCards
{
    public static ImportCounts Counts(this ImportCard card) => ImportReport.Parse(card.Report!).Counts;

    public static IReadOnlyList<TableProblem> Problems(this ImportCard card) => ImportReport.Parse(card.Report!).Problems;
}
