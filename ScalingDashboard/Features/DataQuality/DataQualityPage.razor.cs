using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>What waits in quarantine, who sends, and how fresh every metric is. Its whole state is its address.</summary>
public sealed partial class DataQualityPage : LiveComponent<QualityView>
{
    // Read off the renderer's thread, replaced whole.
    private volatile QualityQuery _query = new();

    private UnitScope _scope = UnitScope.Of([]);
    private bool _canJudge;
    private string _by = "";
    private IDisposable? _ageing;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required ILogger<DataQualityPage> Log { get; init; }

    [Inject]
    private QualityReader Reader { get; init; } = null!;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [QuarantineDecisions.Changed, Intake.Changed, RollupTopics.Any, CatalogStore.Changed];

    protected override async Task OnInitializedAsync()
    {
        var person = (await Authentication).User;
        (_scope, _canJudge, _by) = (person.UnitScope(), person.Can(Policies.Judge), person.Identity?.Name ?? "");
        _query = QualityUrls.Parse(new Uri(Navigation.Uri).Query);
        Navigation.LocationChanged += Moved;
        await base.OnInitializedAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        // What is fresh grows late while nothing happens.
        if (firstRender)
            _ageing = Ticker.Listen(Refresh);
    }

    protected override Task<QualityView> LoadAsync(CancellationToken cancellationToken) => Reader.ReadAsync(_query, _scope, cancellationToken);

    protected override Task LoadFailedAsync(Exception exception)
    {
        DataQualityLog.LoadFailed(Log, exception);
        StateHasChanged();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _ageing?.Dispose();
        await base.DisposeAsync();
    }

    private void Moved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(async () =>
    {
        // Leaving for another page raises this as well.
        if (new Uri(moved.Location).AbsolutePath != QualityUrls.Path)
            return;
        _query = QualityUrls.Parse(new Uri(moved.Location).Query);
        await AskAgainAsync();
    });

    private async Task AskAgainAsync()
    {
        await AskAsync();
        StateHasChanged();
    }

    private static string Verdict(QualityView view)
    {
        var late = view.Metrics.Count(m => m.NeedsAttention);
        var said = view.Quarantine.Waiting == 0 ? DataQualityTexts.NothingWaits
            : QualityWords.Plural(view.Quarantine.Waiting, DataQualityTexts.OneWaits, DataQualityTexts.SomeWait);
        if (view.Sources is { } sources && sources.Count(s => s.State is Freshness.Late or Freshness.Stale) is > 0 and var silent)
            said = DataQualityTexts.VerdictAnd.With(said, QualityWords.Plural(silent, DataQualityTexts.OneSourceLate, DataQualityTexts.SourcesLate));
        var metrics = late == 0 ? DataQualityTexts.NoMetricLate : QualityWords.Plural(late, DataQualityTexts.OneMetricLate, DataQualityTexts.MetricsLate);
        return DataQualityTexts.VerdictOf.With(DataQualityTexts.VerdictAnd.With(said, metrics));
    }
}
