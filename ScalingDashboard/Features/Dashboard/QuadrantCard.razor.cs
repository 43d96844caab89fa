using Microsoft.AspNetCore.Components;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>One of the four quadrants.</summary>
public sealed partial class QuadrantCard : ComponentBase
{
    // The same texts for all pages.
    private static readonly Dictionary<string, (string Head, string Panels)> Ids = Quadrants.All.ToDictionary(q => q.Key, q => ($"q-{q.Key}", $"p-{q.Key}"));

    // As many as the quadrant has panels, in their order.
    private readonly List<PanelTile> _tiles = [];
    private IReadOnlyList<MarkupString> _head = [];
    private (QuadrantLook Look, string? Href)? _drawn;
    private DashboardQuery? _query;
    private string? _href;
    private bool _isNew;

    // What the reader of a phone decided; until then a quadrant that stands alone is open.
    private bool? _opened;

    [Inject]
    public required SharedDrawings Drawings { get; init; }

    [Inject]
    public required ILogger<QuadrantCard> Log { get; init; }

    [Parameter, EditorRequired]
    public required Board Board { get; set; }

    [Parameter, EditorRequired]
    public required QuadrantSnapshot Quadrant { get; set; }

    /// <summary>Asks for the figures again after an error.</summary>
    [Parameter, EditorRequired]
    public EventCallback Retry { get; set; }

    private string Key => Quadrant.Quadrant.Key;

    private bool IsOpen => _opened ?? IsAlone;

    private bool IsAlone => Board.Query.Quadrant == Key;

    protected override void OnParametersSet()
    {
        // A change in another quadrant is none of this one's, unless it makes that one the worst.
        _isNew = DrawHead();
        _isNew |= TakePanels();
    }

    protected override bool ShouldRender() => _isNew;

    private bool DrawHead()
    {
        // For hundreds of pages, twice a second: an address is written when the question changes.
        if (!ReferenceEquals(_query, Board.Query))
            (_query, _href) = (Board.Query, IsAlone ? null : DashboardUrls.Href(Board.Query with { Quadrant = Key }, null));
        var next = (Look: Board.HeadOf(Quadrant), Href: _href);
        if (_drawn == next)
            return false;
        _drawn = next;
        _head = Drawings.Of<QuadrantHead>(Quadrant, next, () => new() { [nameof(QuadrantHead.Look)] = next.Look, [nameof(QuadrantHead.Href)] = next.Href });
        return true;
    }

    private bool TakePanels()
    {
        var isNew = _tiles.Count != Quadrant.Panels.Count;
        while (_tiles.Count < Quadrant.Panels.Count)
            _tiles.Add(new(Drawings, Log));
        _tiles.RemoveRange(Quadrant.Panels.Count, _tiles.Count - Quadrant.Panels.Count);
        for (var place = 0; place < _tiles.Count; place++)
            isNew |= _tiles[place].Take(Board, Quadrant.Panels[place], isHeadline: place == 0);
        return isNew;
    }

    private void Again(PanelTile tile)
    {
        tile.Draw();
        _isNew = true;
    }

    private void Toggle() => (_opened, _isNew) = (!IsOpen, true);
}
