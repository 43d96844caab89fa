using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Breakdowns;

/// <summary>One part of a figure.</summary>
/// <param name="Filter">What to narrow a view by to see this part alone.</param>
/// <param name="Contribution">What it adds to the whole, in the metric's unit; null where figures of parts do not add up.</param>
public sealed record BreakdownPart(string Code, string Name, Catalog.SliceFilter Filter, Figure Figure, decimal? Contribution);

/// <summary>A figure taken apart. Contributions and <paramref name="Unnamed"/> add up to <paramref name="Whole"/>, to the last digit.</summary>
/// <param name="Parts">Those that reported, the largest contribution or else the largest figure first; then those that did not.</param>
/// <param name="Whole">The figure that is taken apart; null where it is unknown or parts do not add up.</param>
/// <param name="Unnamed">What was reported without naming a part; null or zero where there is none.</param>
/// <param name="WhyNoSum">Why parts do not add up; null where they do.</param>
public sealed record Breakdown(Dimension By, IReadOnlyList<BreakdownPart> Parts, decimal? Whole, decimal? Unnamed, Sentence? WhyNoSum)
{
    /// <summary>Contributions and what is unnamed, added: what a reader may compare with <see cref="Whole"/>.</summary>
    public decimal Sum => Parts.Sum(part => part.Contribution ?? 0) + (Unnamed ?? 0);
}
