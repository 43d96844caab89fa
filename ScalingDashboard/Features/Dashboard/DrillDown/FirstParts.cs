using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>The few of a figure's units that stand beside the board, and what their order says.</summary>
internal static class FirstParts
{
    /// <summary>Whom to ask first: units that are off track, then at risk, then those that add most.</summary>
    public static IReadOnlyList<BreakdownPart> Of(Breakdown breakdown, int most) => [.. Known(breakdown)
        .OrderByDescending(p => p.Figure.Status is TargetStatus.OffTrack)
        .ThenByDescending(p => p.Figure.Status is TargetStatus.AtRisk)
        .Take(most)];

    /// <summary>"8 units have the same value, 1 each, and stand in the order of their names."; null where each that is shown has a value of its own.</summary>
    public static string? Ties(Breakdown breakdown, IReadOnlyList<BreakdownPart> shown, string unit) => Tied(breakdown, shown) is { Count: > 1 } tied
        ? DrillDownTexts.UnitsTie.With(tied.Count, Formatting.Value(tied[0].Figure.Value, unit, CultureInfo.CurrentCulture))
        : null;

    /// <summary>"The 6 largest of 52."; where equal ones were left out nobody is first, and it says only how many are shown.</summary>
    public static string Order(Breakdown breakdown, IReadOnlyList<BreakdownPart> shown) => (
        Tied(breakdown, shown) is { } tied && tied.Except(shown).Any() ? DrillDownTexts.ShownOf
        : breakdown.Parts.Any(p => p.Figure.Status is TargetStatus.OffTrack or TargetStatus.AtRisk) ? DrillDownTexts.FirstToLookAt
        : DrillDownTexts.Largest).With(shown.Count, breakdown.Parts.Count);

    /// <summary>The most units of which nothing but the name decides who stands first; those left out are counted.</summary>
    private static List<BreakdownPart>? Tied(Breakdown breakdown, IReadOnlyList<BreakdownPart> shown) => Known(breakdown)
        .GroupBy(p => (p.Figure.Status, p.Figure.Value, p.Contribution))
        .Select(group => group.ToList())
        .Where(group => shown.Contains(group[0]))
        .MaxBy(group => group.Count);

    private static IEnumerable<BreakdownPart> Known(Breakdown breakdown) => breakdown.Parts.Where(p => p.Figure.Value is not null);
}
