using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Imports;

/// <summary>One import on its way: read, mapped, checked, stored, and undone if need be.</summary>
public sealed partial class ImportPage : LiveComponent<ImportCard>
{
    private static readonly (int, Func<string>)[] Steps =
        [(1, () => ImportsTexts.StepRead), (2, () => ImportsTexts.StepColumns), (3, () => ImportsTexts.StepPreview), (4, () => ImportsTexts.StepStored)];

    private Importer _importer = new("", "", UnitScope.Of([]));
    private bool _missing;
    private bool _confirming;
    private TableProfile? _profile;
    private TableMapping? _mapping;
    private ImportReport? _report;

    // The form holds what is chosen in it until the import itself says otherwise.
    private string _mapped = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    private ImportShelf Shelf { get; init; } = null!;

    [Inject]
    private MoveImport Move { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [Import.TopicOf(Id)];

    protected override async Task OnInitializedAsync()
    {
        _importer = Importer.Of((await Authentication).User);
        await base.OnInitializedAsync();
    }

    protected override Task<ImportCard> LoadAsync(CancellationToken cancellationToken) => Shelf.GetAsync(Id, _importer, cancellationToken);

    protected override Task LoadFailedAsync(Exception exception)
    {
        if (exception is not NotFound)
            return base.LoadFailedAsync(exception);
        _missing = true;
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected override void SnapshotChanged()
    {
        var import = Snapshot!;
        _missing = false;
        if (import.State != ImportState.Stored)
            _confirming = false;
        _profile = import.Profile is null ? null : TableProfile.Parse(import.Profile);
        _mapping = import.Mapping is null ? null : TableMapping.Parse(import.Mapping);
        _report = import.Report is null ? null : ImportReport.Parse(import.Report);
        _mapped = $"{import.State}{import.Profile}{import.Mapping}";
    }

    private static int Step(ImportCard import) => import.State switch
    {
        ImportState.Reading or ImportState.Refused => 1,
        ImportState.Open => 2,
        ImportState.Checking or ImportState.Ready => 3,
        _ => 4,
    };

    private static string Raw(double progress) => progress.ToString("0.###", CultureInfo.InvariantCulture);

    private string Facts(ImportCard import)
    {
        var facts = ImportsTexts.SentAt.With(ImportWords.Size(import.Size), Formatting.Clock(import.CreatedAt, Calendar.Zone, CultureInfo.CurrentCulture));
        if (_profile is not { } profile)
            return facts;
        var text = (profile.Rows, profile.Sheet) switch
        {
            (1, null) => ImportsTexts.OneRow,
            (1, _) => ImportsTexts.OneRowOnSheet,
            (_, null) => ImportsTexts.SomeRows,
            _ => ImportsTexts.SomeRowsOnSheet,
        };
        return text.With(facts, profile.Rows, profile.Sheet);
    }

    private string? Notice(ImportCard import) => import.State switch
    {
        ImportState.Open => ImportsTexts.NoticeOpen,
        ImportState.Ready when _report!.Counts.Writes == 0 => ImportsTexts.NoticeNothing,
        ImportState.Ready => import.Remembered ? ImportsTexts.NoticeRemembered : ImportsTexts.NoticeReady,
        ImportState.Stored => ImportsTexts.NoticeStored.With(ImportWords.Effect(_report!.Counts), import.Batch!.Value),
        ImportState.Undone => ImportsTexts.NoticeUndone,
        _ => null,
    };

    private async Task DoAsync(Func<Guid, Importer, CancellationToken, Task> step)
    {
        _confirming = false;
        await step(Id, _importer, CancellationToken.None);
        await AskAsync();
    }

    private Task CheckAsync(TableMapping mapping) =>
        DoAsync((id, importer, cancellationToken) => Move.CheckAsync(id, importer, _profile!, mapping, cancellationToken));

    private Task ReadAgainAsync(ImportLayout layout) =>
        DoAsync((id, importer, cancellationToken) => Move.ReadAgainAsync(id, importer, layout, cancellationToken));

    private async Task DiscardAsync()
    {
        await Move.DiscardAsync(Id, _importer, CancellationToken.None);
        Navigation.NavigateTo("/imports");
    }
}
