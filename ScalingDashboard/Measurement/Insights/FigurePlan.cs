using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Which spans of days a figure is made from: the period cut into trend parts, the period of comparison, and
/// before each a look-back in which a level that was reported earlier still counts.</summary>
public sealed record FigurePlan
{
    public required IReadOnlyList<DateOnly> Bounds { get; init; }

    /// <summary>First days of the trend parts, and the day after the last.</summary>
    public required IReadOnlyList<DateOnly> Trend { get; init; }

    public required DateOnly CurrentCarry { get; init; }
    public required DateOnly PreviousCarry { get; init; }
    public required Period Current { get; init; }
    public required Period Previous { get; init; }

    public static FigurePlan Of(Period period, Cadence cadence)
    {
        var lookBack = (int)Math.Ceiling(2 * cadence.Interval().TotalDays);
        var previous = period.Previous;
        var trend = period.TrendBounds();
        var (currentCarry, previousCarry) = (period.From.AddDays(-lookBack), previous.From.AddDays(-lookBack));
        return new FigurePlan
        {
            // The last day of comparison is a part of its own: an unfinished period is compared with part of it.
            Bounds = [.. new SortedSet<DateOnly>([previousCarry, previous.From, previous.To, previous.To.AddDays(1), currentCarry, .. trend])],
            Trend = trend,
            CurrentCarry = currentCarry,
            PreviousCarry = previousCarry,
            Current = period,
            Previous = previous,
        };
    }
}
