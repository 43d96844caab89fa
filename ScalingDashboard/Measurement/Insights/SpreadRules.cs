using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Single figures that are not combined: how they lie, in the metric's unit.</summary>
/// <param name="Count">How many there are: one for each unit, and for each AI system that reports by itself.</param>
/// <param name="Meeting">How many meet the target or lie in the band; null without either.</param>
public sealed record Spread(int Count, decimal Min, decimal Median, decimal Max, int? Meeting);

/// <summary>Makes a <see cref="Spread"/>. Pure.</summary>
public static class SpreadRules
{
    public static Spread? Of(Metric metric, Total total, PeriodTarget target)
    {
        if (total.Spread is not { Count: > 0 } figures)
            return null;
        var middle = figures.Count / 2;
        var median = figures.Count % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
        return new Spread(figures.Count, figures[0], median, figures[^1], Meeting(metric, figures, target));
    }

    private static int? Meeting(Metric metric, IReadOnlyList<decimal> figures, PeriodTarget target) => metric.Direction switch
    {
        Direction.Band when target is { Low: { } low, High: { } high } => figures.Count(f => f >= low && f <= high),
        Direction.Higher when target.Goal is { } goal => figures.Count(f => f >= goal),
        Direction.Lower when target.Goal is { } goal => figures.Count(f => f <= goal),
        _ => null,
    };
}
