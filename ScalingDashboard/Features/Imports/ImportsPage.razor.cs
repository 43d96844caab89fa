using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Features.Imports;

/// <summary>Where a person sends files, fetches templates, and finds what was sent before. The form is a plain one: it works
/// before the page is live, and a file never travels through the page's socket.</summary>
public sealed partial class ImportsPage : LiveComponent<ImportsView>
{
    private static readonly UploadLimits Limits = UploadLimits.Default;

    private Importer _importer = new("", "", UnitScope.Of([]));
    private string _metric = "";
    private IDisposable? _ageing;

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required IOptions<ImportsOptions> Settings { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Inject]
    private ImportShelf Shelf { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "refused")]
    private string? Refused { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [Import.TopicOf(_importer.Id)];

    /// <summary>What readings are sent of, by panel.</summary>
    private IEnumerable<IGrouping<string, Metric>> Metrics { get; set; } = [];

    protected override async Task OnInitializedAsync()
    {
        _importer = Importer.Of((await Authentication).User);
        var titles = Quadrants.Panels.ToDictionary(p => p.Key, p => p.Name, StringComparer.Ordinal);
        Metrics = [.. Quadrants.Panels.SelectMany(p => Catalog.Current.Metrics.Where(m => m.Panel == p.Key && m.Derived is null).OrderBy(m => m.Rank ?? int.MaxValue))
            .GroupBy(m => titles[m.Panel])];
        _metric = Metrics.FirstOrDefault()?.FirstOrDefault()?.Key ?? "";
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
