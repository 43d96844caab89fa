using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>One metric in full: how it went and may go on, why it changed, what it is made of, and what it rests on. Its whole state
/// is its address.</summary>
public sealed partial class MetricPage : LiveComponent<MetricView>
{
    // Read off the renderer's thread, replaced whole.
    private volatile Asked _asked = new(null, null);

    private UnitScope _scope = UnitScope.Of([]);
    private System.Security.Claims.ClaimsPrincipal _person = new();
    private Subscription? _notes;

    // A note changes no figure: what was read before says nothing then.
    private volatile bool _notesChanged;
    private bool _missing;
    private bool _asking;
    private IDisposable? _ageing;

    /// <summary>The metric's key.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ILogger<MetricPage> Log { get; init; }

    [Inject]
    public required IMetricReader Reader { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => _asked.Question?.View.AsOf is null ? [RollupTopics.Any] : [];

    protected override async Task OnInitializedAsync()
    {
        _person = (await Authentication).User;
        _scope = _person.UnitScope();
        ReadAddress(new Uri(Navigation.Uri));
        Navigation.LocationChanged += Moved;
        await base.OnInitializedAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        // A new hour moves what an unfinished period is compared with, and a lost database is asked for again.
        if (!firstRender)
            return;
        _ageing = Ticker.Listen(Refresh);
        _notes = Feed.Subscribe([AnnotationTopics.Any], NotesChanged);
    }

    protected override async Task<MetricView> LoadAsync(CancellationToken cancellationToken)
    {
        var (question, notice) = _asked;
        var before = _notesChanged ? null : Snapshot;
        _notesChanged = false;
        try
        {
            return Noticed(await Reader.ReadAsync(question!, before, cancellationToken), notice);
        }
        catch (Invalid e) when (notice is null)
        {
            // A link may name what no longer exists: the reader gets the usual view and is told why.
            return Noticed(await Reader.ReadAsync(MetricUrls.Plain(question!), before, cancellationToken), e.Said.Here());
        }
    }

    // The same instance again says that there is nothing to draw.
    private static MetricView Noticed(MetricView view, string? notice) => view.Notice == notice ? view : view with { Notice = notice };

    protected override void SnapshotChanged() => (_missing, _asking) = (false, false);

    protected override Task LoadFailedAsync(Exception exception)
    {
        (_missing, _asking) = (exception is NotFound, false);
        if (!_missing)
            DashboardPageLog.LoadFailed(Log, exception);
        StateHasChanged();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _ageing?.Dispose();
        _notes?.Dispose();
        await base.DisposeAsync();
    }

    private void NotesChanged()
    {
        _notesChanged = true;
        Refresh();
    }

    private void ReadAddress(Uri address)
    {
        try
        {
            _asked = new(MetricUrls.Parse(address, _scope), null);
        }
        catch (Invalid e)
        {
            _asked = new(MetricUrls.Plain(MetricUrls.KeyOf(address), _scope), e.Said.Here());
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(async () =>
    {
        // Leaving for another page raises this as well.
        if (!MetricUrls.IsMetric(new Uri(moved.Location)))
            return;
        ReadAddress(new Uri(moved.Location));
        _asking = true;
        StateHasChanged();
        Follow();
        await AskAgainAsync();
    });

    private async Task AskAgainAsync()
    {
        await AskAsync();
        StateHasChanged();
    }

    /// <summary>What the address asks, and what is wrong with it.</summary>
    private sealed record Asked(MetricQuestion? Question, string? Notice);
}
