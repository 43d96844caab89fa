using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The whole dashboard for one period and slice: what the page shows, the API answers and the report prints.
/// Immutable; one instance is shared by every circuit that looks at the same thing.</summary>
/// <param name="Version">Version of the roll-ups; rises with every change.</param>
/// <param name="Units">Number of business units in the slice.</param>
/// <param name="Simulated">True when a simulator sends live readings into this installation.</param>
public sealed record DashboardSnapshot(
    DateTimeOffset AsOf, Period Period, long Version, int Units, bool Simulated,
    IReadOnlyList<OutcomeFigure> Outcomes, IReadOnlyList<QuadrantSnapshot> Quadrants)
{
    /// <summary>True while the database does not answer: the figures are the last ones known.</summary>
    public bool Disconnected { get; init; }

    public IEnumerable<PanelSnapshot> Panels => Quadrants.SelectMany(q => q.Panels);
}

/// <summary>One quadrant: its four panels, the first of which is its headline.</summary>
public sealed record QuadrantSnapshot(Quadrant Quadrant, IReadOnlyList<PanelSnapshot> Panels);

/// <summary>One panel: a headline figure and the supporting ones, shown on demand.</summary>
public sealed record PanelSnapshot(Panel Panel, Figure Headline, IReadOnlyList<Figure> Supporting);
