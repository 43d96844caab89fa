using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>One panel as it stands on one page: what it was drawn from, and its drawing, which all pages share that show the same.</summary>
/// <remarks>No component: sixteen of them would cost each open page more than all else that it shows.</remarks>
internal sealed class PanelTile(SharedDrawings drawings, ILogger log)
{
    private static readonly Dictionary<(bool IsHeadline, ChipState Chip), string> Classes = Enum.GetValues<ChipState>()
        .SelectMany(chip => new[] { true, false }, (chip, isHeadline) => (isHeadline, chip))
        .ToDictionary(face => face, face => $"panel face {(face.isHeadline ? "headline" : "row")} {face.chip.ToString().ToLowerInvariant()}");

    private PanelSnapshot? _shown;
    private PanelLook? _look;
    private DashboardQuery? _query;
    private string _href = "";

    // The first number is no change; those that follow show that they are new.
    private bool _hasChanged;

    public PanelSnapshot Panel => _shown ?? throw new InvalidOperationException("No panel was taken.");

    public ChipState Chip { get; private set; }

    public string Css { get; private set; } = "";

    /// <summary>Its drawing, cut where it changes; empty when it could not be drawn.</summary>
    public IReadOnlyList<MarkupString> Parts { get; private set; } = [];

    /// <summary>Takes a panel in its present state.</summary>
    /// <param name="isHeadline">The quadrant's first panel: a third of its width, with the large number.</param>
    /// <returns>True when there is something to show anew.</returns>
    public bool Take(Board board, PanelSnapshot panel, bool isHeadline)
    {
        if (!ReferenceEquals(_query, board.Query))
            (_query, _href) = (board.Query, DashboardUrls.Href(board.Query, panel.Panel.Key));
        var look = new PanelLook(board.ChipOf(panel), board.AgeOf(panel), board.Period, board.LastIsPartial, isHeadline, _href);
        // A change elsewhere on the board is none of this panel's.
        if (ReferenceEquals(_shown, panel) && _look == look)
            return false;
        _hasChanged |= _shown is not null && _shown.Headline.Value != panel.Headline.Value;
        (_shown, _look, Chip) = (panel, look, look.Chip);
        Css = Classes[(isHeadline, look.Chip)];
        Draw();
        return true;
    }

    /// <summary>Draws it once more.</summary>
    public void Draw()
    {
        try
        {
            var (panel, look, isNew) = (Panel, _look!, _hasChanged);
            Parts = drawings.Joined(panel, (look, isNew), () =>
            {
                var face = drawings.Of<PanelFace>(panel, look, () => new() { [nameof(PanelFace.Panel)] = panel, [nameof(PanelFace.Look)] = look });
                var number = drawings.Of<PanelNumber>(panel, isNew, () => new() { [nameof(PanelNumber.Figure)] = panel.Headline, [nameof(PanelNumber.IsNew)] = isNew });
                return [face[0], .. number, .. face.Skip(1)];
            });
        }
        catch (Exception e)
        {
            // Whatever it is, it stays in this panel (requirement 23).
            DashboardPageLog.PanelBroken(log, Panel.Panel.Key, e);
            Parts = [];
        }
    }
}
