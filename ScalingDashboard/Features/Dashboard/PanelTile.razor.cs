using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>One panel of the board.</summary>
public sealed partial class PanelTile : ErrorBoundaryBase
{
    private PanelSnapshot? _shown;
    private PanelLook? _look;
    private IReadOnlyList<MarkupString> _drawn = [];
    private bool _isNew;
    private string _size = "";
    private PanelNumber? _number;
    private int _changes;
    private DashboardQuery? _query;
    private string? _href;

    [Inject]
    internal SharedDrawings Drawings { get; init; } = null!;

    [Inject]
    internal IErrorBoundaryLogger Log { get; init; } = null!;

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required PanelSnapshot Panel { get; set; }

    /// <summary>The quadrant's first panel: a third of its width, with the large number.</summary>
    [Parameter]
    public bool IsHeadline { get; set; }

    /// <summary>Asks for the figures again after an error.</summary>
    [Parameter, EditorRequired]
    public EventCallback Retry { get; set; }

    protected override void OnParametersSet()
    {
        var look = new PanelLook(
            Board.ChipOf(Panel), Board.AgeOf(Panel), Board.Period, Board.LastIsPartial, IsHeadline, Href());
        // A change elsewhere on the board is none of this panel's.
        _isNew = !ReferenceEquals(_shown, Panel) || _look != look;
        if (!_isNew)
            return;
        // New figures deserve a new attempt.
        Recover();
        (_shown, _look, _size) = (Panel, look, IsHeadline ? "headline" : "row");
        Draw(look);
    }

    protected override bool ShouldRender() => _isNew;

    protected override Task OnErrorAsync(Exception exception)
    {
        _isNew = true;
        return Log.LogErrorAsync(exception).AsTask();
    }

    private string Href()
    {
        if (!ReferenceEquals(_query, Board.Query) || _href is null)
            (_query, _href) = (Board.Query, DashboardUrls.Href(Board.Query, Panel.Panel.Key));
        return _href;
    }

    private void Again()
    {
        Recover();
        if (_look is { } look)
            Draw(look);
        _isNew = true;
    }

    private void Draw(PanelLook look)
    {
        _drawn = [];
        var number = Board.Look.NumberOf(Panel);
        // The first number is not a change.
        if (_number is not null && _number.Raw != number.Raw)
            _changes++;
        _number = number;
        _drawn = Drawings.Of<PanelFace>(Panel, look, () => new() { [nameof(PanelFace.Panel)] = Panel, [nameof(PanelFace.Look)] = look });
    }

    /// <summary>Two names for one motion, in turns: another name starts it anew, and is less to send than another element.</summary>
    private string? Tint => _changes == 0 ? null : _changes % 2 == 0 ? "tint even" : "tint odd";
}
