using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What stands above the panels of a quadrant. Equal looks are one drawing.</summary>
/// <param name="Quadrant">Which of the four.</param>
/// <param name="Tally">How many of its panels say what.</param>
/// <param name="IsWorst">True for the worst of all four, also while it stands alone.</param>
/// <param name="Worst">The judgement of the panel to look at first; null without panels.</param>
/// <param name="WorstName">That panel's name.</param>
/// <param name="Oldest">The freshness of its least fresh panel; null where nothing has come.</param>
/// <param name="Verdict">One sentence.</param>
public sealed record QuadrantLook(Quadrant Quadrant, Tally Tally, bool IsWorst, ChipState? Worst, string? WorstName, AgeLook? Oldest, string Verdict)
{
    public static QuadrantLook Of(Board board, QuadrantSnapshot quadrant)
    {
        var chips = quadrant.Panels.Select(p => (Name: p.Panel.Here(), Chip: board.ChipOf(p))).ToList();
        var tally = Tally.Of([.. chips.Select(c => c.Chip)]);
        var worst = board.WorstOf(quadrant);
        return new(
            quadrant.Quadrant, tally, WorstQuadrant.Of(board) is { } last && last.IsOf(tally), worst is null ? null : board.ChipOf(worst), worst?.Panel.Here(),
            board.OldestOf(quadrant) is { } oldest && PanelText.Judged(oldest) is not (AgeState.None or AgeState.Error) ? PanelText.AgeLook(oldest, board.Snapshot.AsOf, board.Now, ageOnly: false) : null,
            Dashboard.Verdict.OfQuadrant(chips, LargestChange.Of(board, quadrant)));
    }
}
