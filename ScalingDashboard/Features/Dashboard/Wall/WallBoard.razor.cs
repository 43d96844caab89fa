using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.Wall;

/// <summary>The board on a wall: the same snapshot as every page's, in sizes for metres, all quadrants at once, one, or one after the other.</summary>
public sealed partial class WallBoard : LiveComponent<DashboardView>
{
    private WallShow _show = new(new(null, SliceFilter.Everything, UnitScope.Of([])), null, null);
    private Board? _board;
    private IReadOnlyList<WallException> _exceptions = [];
    private int _more;
    private int _turn;
    private IDisposable? _ageing;
    private ITimer? _turning;

    [Inject]
    public required IDashboardSnapshots Snapshots { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required AgeTicker Ticker { get; init; }

    [Inject]
    public required ILogger<WallBoard> Log { get; init; }

    /// <summary>The query string of what is shown, with or without its question mark. Read once.</summary>
    [Parameter, EditorRequired]
    public required string Query { get; set; }

    [Parameter, EditorRequired]
    public required UnitScope Scope { get; set; }

    /// <summary>What the frame has to say at the lower edge.</summary>
    [Parameter]
    public RenderFragment? Foot { get; set; }

    protected override IReadOnlyCollection<Topic> Topics => [RollupTopics.Any];

    /// <summary>Since when the figures of now can not be read; null while they can.</summary>
    private DateTimeOffset? AwaySince => FailingSince ?? (_board is { Snapshot: { Disconnected: true } snapshot } ? snapshot.AsOf : null);

    private IReadOnlyList<QuadrantSnapshot> Shown => (_board, _show) switch
    {
        (null, _) => [],
        (var board, { Query.Quadrant: { } alone }) => [.. board.Snapshot.Quadrants.Where(quadrant => quadrant.Quadrant.Key == alone)],
        (var board, { Each: not null }) => [board.Snapshot.Quadrants[_turn % board.Snapshot.Quadrants.Count]],
        var (board, _) => board.Snapshot.Quadrants,
    };

    public override async ValueTask DisposeAsync()
    {
        _ageing?.Dispose();
        if (_turning is not null)
            await _turning.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task OnInitializedAsync()
    {
        _show = WallShow.Read(Query, Scope);
        return base.OnInitializedAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        base.OnAfterRender(firstRender);
        if (!firstRender)
            return;
        _ageing = Ticker.Listen(() => _ = InvokeAsync(GrowOlder));
        if (_show is { Each: { } each, Query.Quadrant: null })
            _turning = Clock.CreateTimer(_ => _ = InvokeAsync(Turn), null, each, each);
    }

    protected override DashboardView? LastKnown() =>
        _show.Notice is null && Snapshots.LastKnown(_show.Query) is { } known ? new(known, _show.Query, null) : null;

    protected override async Task<DashboardView> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new(await Snapshots.GetAsync(_show.Query, cancellationToken), _show.Query, _show.Notice);
        }
        catch (Invalid e)
        {
            // What was chosen months ago may be gone from the catalogue: the wall shows everything of its units, and says why.
            var fallback = new DashboardQuery(null, SliceFilter.Everything, Scope);
            return new(await Snapshots.GetAsync(fallback, cancellationToken), fallback, e.Message);
        }
    }

    protected override void SnapshotChanged()
    {
        if (Snapshot is { } view)
            Take(Board.Of(view.Snapshot, view.Query, Calendar.Zone, Clock.GetUtcNow()));
    }

    protected override Task LoadFailedAsync(Exception exception)
    {
        DashboardPageLog.LoadFailed(Log, exception);
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Take(Board board)
    {
        _board = board;
        (_exceptions, _more) = WallText.Exceptions(board, Shown.Count == 1 ? WallText.LineOfOne : WallText.LineOfFour);
    }

    private void GrowOlder()
    {
        if (AwaySince is not null)
            Refresh();
        if (_board is null)
            return;
        var older = Board.Of(_board.Snapshot, _board.Query, _board.Zone, Clock.GetUtcNow());
        // Another day changes how moments are written.
        if (older.SaysTheSameAs(_board) && Calendar.DayOf(older.Now) == Calendar.DayOf(_board.Now))
            return;
        Take(older);
        StateHasChanged();
    }

    private void Turn()
    {
        _turn++;
        StateHasChanged();
    }
}
