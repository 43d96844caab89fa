using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Imports;

/// <summary>What a person has sent, and what became of it.</summary>
public sealed partial class ImportList : LiveComponent<ImportsView>
{
    private Importer _importer = new("", "", UnitScope.Of([]));
    private IDisposable? _ageing;

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required IOptions<ImportsOptions> Settings { get; init; }

    [Inject]
    private ImportShelf Shelf { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [Import.TopicOf(_importer.Id)];

    protected override async Task OnInitializedAsync()
    {
        _importer = Importer.Of((await Authentication).User);
        await base.OnInitializedAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (firstRender)
            _ageing = Ticker.Listen(() => _ = InvokeAsync(StateHasChanged));
    }

    protected override async Task<ImportsView> LoadAsync(CancellationToken cancellationToken) => new(await Shelf.ListAsync(_importer, cancellationToken));

    public override async ValueTask DisposeAsync()
    {
        _ageing?.Dispose();
        await base.DisposeAsync();
    }

    private static string Count(ImportLine import, Func<ImportCounts, int> of) => import.Counts is { } counts ? ImportWords.Number(of(counts)) : Formatting.Missing;
}
