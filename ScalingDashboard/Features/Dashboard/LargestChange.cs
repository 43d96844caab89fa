using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>
/// Which panel of a quadrant moved most. Changes of unlike units are ranked by their share of what was before, which is the
/// only thing they have in common; each is shown in its own words.
/// </summary>
internal static class LargestChange
{
    /// <summary>"Support −22.1 %", "Training and competency +5.1 pp"; null when nothing moved that can be compared.</summary>
    public static string? Of(Board board, QuadrantSnapshot quadrant) => quadrant.Panels
        // Of what is too old or incomplete nobody knows how far it moved.
        .Where(p => p.Headline.Complete && board.ChipOf(p) is not (ChipState.Stale or ChipState.Error))
        .Select(p => (Panel: p, Share: Share(p.Headline)))
        .Where(p => p.Share > 0)
        .OrderByDescending(p => p.Share)
        .Select(p => DashboardTexts.Moved.With(p.Panel.Panel.Here(), Words(p.Panel.Headline)))
        .FirstOrDefault();

    private static decimal? Share(Figure figure) =>
        figure.Previous is > 0 and { } before ? Math.Abs((figure.Value - before) / before ?? 0) : null;

    private static string Words(Figure figure) => PanelText.ChangePercent(figure) ?? PanelText.Change(figure);
}
