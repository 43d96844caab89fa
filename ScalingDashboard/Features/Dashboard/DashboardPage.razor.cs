using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using ScalingDashboard.Features.Dashboard.Views;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The four quadrants. Its whole state is its address: period, filter, the open panel, and the quadrant that is alone. The bare address stands for
/// the reader's start view, where there is one.</summary>
public sealed partial class DashboardPage : LiveComponent<DashboardView>
{
    // The question in the address: read off the renderer's thread, replaced whole.
    private volatile Question _question = new(new(null, SliceFilter.Everything, UnitScope.Of([])), null);

    private UnitScope _scope = UnitScope.Of([]);
    private Viewer _viewer = new("", "", []);

    // The start view's name while the bare address shows it.
    private string? _started;
    private CatalogSnapshot? _catalog;
    private FilterChoices _choices = FilterChoices.Of(CatalogSnapshot.Empty, UnitScope.All);
    private Board? _board;
    private string? _openPanel;

    // The panel whose details have just been closed: it gets the focus back.
    private string? _focusPanel;
    private string? _placeNotice;

    // When what it is about to draw was committed (0 when that is not known): how long a change takes to the screen is measured here.
    // A first picture is no change, and what waited for the reader is none that was slow.
    private long _committedTicks;
    private volatile bool _catchesUp;

    // Null until the page is interactive.
    private WatchedBoard? _watched;

    // True while the picture moves with what happens; false for a board of the past.
    private bool _isLive;

    // True from a new question to its answer: the old picture stays and steps back.
    private bool _asking;
    private IDisposable? _ageing;

    [Inject]
    internal PacedSnapshots Snapshots { get; init; } = null!;

    [Inject]
    public required ISavedViews Views { get; init; }

    [Inject]
    public required MetricCatalog Catalog { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required LiveLatency Latency { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required FocusGiver Focus { get; init; }

    [Inject]
    public required ILogger<DashboardPage> Log { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    /// <summary>With which view the reader begins; null until it has been read. The printed page gives it to the live one, which
    /// otherwise would ask again, and have nothing to show meanwhile.</summary>
    [PersistentState]
    public StartChoice? Start { get; set; }

    /// <summary>How often there is something to see is <see cref="PacedSnapshots"/>'s business.</summary>
    protected override TimeSpan LeastInterval => TimeSpan.Zero;

    protected override IReadOnlyCollection<Topic> Topics => IsLive ? [PacedSnapshots.TopicOf(Shown)] : [];

    /// <summary>What is asked, or was answered in its place.</summary>
    private DashboardQuery Shown => Snapshot?.Query ?? _question.Query;

    /// <summary>What was known at a past moment does not change any more.</summary>
    private bool IsLive => Shown.AsOf is null;

    protected override async Task OnInitializedAsync()
    {
        var person = (await Authentication).User;
        (_scope, _viewer) = (person.UnitScope(), Viewer.Of(person));
        if (Start is null)
            await ReadStartAsync();
        ReadAddress();
        Navigation.LocationChanged += Moved;
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusPanel is not { } panel)
            return;
        _focusPanel = null;
        await Focus.GiveAsync($"open-{panel}");
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _watched = new(Snapshots);
            Attend();
        }
        base.OnAfterRender(firstRender);
        // The browser has just confirmed it.
        if (Interlocked.Exchange(ref _committedTicks, 0) is > 0 and var ticks)
            Latency.Drawn(new(ticks, TimeSpan.Zero));
    }

    protected override DashboardView? LastKnown()
    {
        var (query, notice) = _question;
        return notice is null && Snapshots.LastKnown(query) is { } known ? new(known, query, null) : null;
    }

    protected override async Task<DashboardView> LoadAsync(CancellationToken cancellationToken)
    {
        var (query, notice) = _question;
        try
        {
            var (next, _, committed) = await Snapshots.GetAsync(query, cancellationToken);
            var isChange = !_catchesUp && Snapshot is { } shown && shown.Query.AsksAs(query) && !ReferenceEquals(next, shown.Snapshot);
            _catchesUp = false;
            if (isChange && committed is { } since)
                Interlocked.Exchange(ref _committedTicks, since.UtcTicks);
            return new(next, query, notice);
        }
        catch (Invalid e) when (notice is null)
        {
            // A link may name what no longer exists: the reader gets the default view and is told why.
            var fallback = Worded(new DashboardQuery(null, SliceFilter.Everything, query.Scope));
            return new((await Snapshots.GetAsync(fallback, cancellationToken)).Snapshot, fallback, e.Said.Here());
        }
    }

    protected override void SnapshotChanged()
    {
        if (Snapshot is not { } view)
            return;
        _asking = false;
        if (_catalog != Catalog.Current)
            _choices = FilterChoices.Of(_catalog = Catalog.Current, _scope);
        _board = Board.Of(view.Snapshot, view.Query, Calendar.Zone, view.Query.AsOf ?? Clock.GetUtcNow());
        NameUnknownPlaces();
        Attend();
    }

    protected override Task LoadFailedAsync(Exception exception)
    {
        // The board stays with what is known; the ticker asks again until it works.
        _asking = false;
        DashboardPageLog.LoadFailed(Log, exception);
        Attend();
        StateHasChanged();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        _ageing?.Dispose();
        _watched?.Dispose();
        await base.DisposeAsync();
    }

    private void ReadAddress()
    {
        var text = new Uri(Navigation.Uri).Query;
        var open = DashboardUrls.OpenPanel(text);
        // Closing a panel gives the focus back to the place that opened it.
        _focusPanel = open is null ? _openPanel : null;
        _openPanel = open;
        var start = text.Length > 1 ? null : Start?.View;
        _started = start?.Name;
        try
        {
            _question = new(Worded(DashboardUrls.Parse(start?.Query ?? text, _scope)), null);
        }
        catch (Invalid e)
        {
            _question = new(Worded(new(null, SliceFilter.Everything, _scope)), e.Said.Here());
        }
    }

    private async Task ReadStartAsync() => Start = new(await Views.StartOfAsync(_viewer, CancellationToken.None));

    /// <summary>For who has a start view the bare address means that one: no other view may be written as nothing.</summary>
    private DashboardQuery Worded(DashboardQuery query) => Start?.View is null ? query : query with { Period = query.Period ?? Period.Default };

    private void Moved(object? sender, LocationChangedEventArgs moved) => _ = InvokeAsync(async () =>
    {
        // Leaving for another page raises this as well.
        if (new Uri(moved.Location).AbsolutePath != new Uri(Navigation.BaseUri).AbsolutePath)
            return;
        var before = _question;
        ReadAddress();
        NameUnknownPlaces();
        // Opening a panel asks nothing new.
        _asking = !before.Query.AsksAs(_question.Query) || before.Notice != _question.Notice;
        // Neither does another quadrant: the same figures stand in another place.
        if (!_asking && _board is not null)
            _board = _board with { Query = _board.Query with { Quadrant = _question.Query.Quadrant } };
        StateHasChanged();
        if (!_asking)
            return;
        await AskAsync();
        StateHasChanged();
    });

    /// <summary>Since when the figures of now can not be read; null while they can. A snapshot of a host that has lost the database
    /// is as of the moment when it last looked.</summary>
    private DateTimeOffset? AwaySince(Board board) => FailingSince ?? (board.Snapshot.Disconnected ? board.Snapshot.AsOf : null);

    private void NameUnknownPlaces() => _placeNotice = (_board, _question.Query.Quadrant) switch
    {
        ({ } board, _) when _openPanel is not null && board.Find(_openPanel) is null => DashboardTexts.NoPanel.With(_openPanel),
        (_, { } quadrant) when Quadrants.All.All(q => q.Key != quadrant) => DashboardTexts.NoQuadrant.With(quadrant),
        _ => null,
    };

    /// <summary>The quadrant that fills the page; null when all four are there.</summary>
    private static Quadrant? Alone(Board board) => Quadrants.All.FirstOrDefault(q => q.Key == board.Query.Quadrant);

    /// <summary>Follows what happens, and listens to the clock, as long as either can change the picture.</summary>
    private void Attend()
    {
        if (_watched is null)
            return;
        _isLive = IsLive;
        if (_watched.TurnTo(_isLive ? Shown : null))
            Follow();
        if (_isLive || FailingSince is not null)
        {
            _ageing ??= Ticker.Listen(() => _ = InvokeAsync(GrowOlder));
            return;
        }
        _ageing?.Dispose();
        _ageing = null;
    }

    private void GrowOlder()
    {
        if (FailingSince is not null || _board is { Snapshot.Disconnected: true })
            Refresh();
        if (_board is null || Paused || !_isLive || !IsHeard)
            return;
        var older = Board.Of(_board.Snapshot, _board.Query, _board.Zone, Clock.GetUtcNow());
        if (older.SaysTheSameAs(_board))
            return;
        _board = older;
        StateHasChanged();
    }

    private void TogglePause()
    {
        if (!Paused)
        {
            Pause();
            return;
        }
        // The reader made it wait.
        _catchesUp = true;
        Resume();
    }

    private async Task RetryAsync()
    {
        if (_board is null)
            await AskAsync();
        else
            Refresh();
    }

    private void ClosePanel() => Navigation.NavigateTo(DashboardUrls.Href(_question.Query, null));

    /// <param name="View">Null for the default view.</param>
    public sealed record StartChoice(StartView? View);

    /// <summary>What the address asks, and what is wrong with it.</summary>
    private sealed record Question(DashboardQuery Query, string? Notice);
}
