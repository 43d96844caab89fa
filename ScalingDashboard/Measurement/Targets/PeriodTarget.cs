using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>A target for one period: at or beyond the goal is on track, at or beyond the limit at risk. A band has both sides.</summary>
/// <param name="Goal">What the page shows as target; null for bands and metrics without target.</param>
/// <param name="WhyNone">Why the metric's target says nothing about this figure; null where it does.</param>
public readonly record struct PeriodTarget(decimal? Goal, decimal? Limit, Sentence? WhyNone = null)
{
    /// <summary>The lower side of a band.</summary>
    public decimal? Low { get; init; }

    /// <summary>The upper side of a band.</summary>
    public decimal? High { get; init; }

    /// <summary>Of what was set for spans of days: what is due of it, in words. Null of the metric's own target.</summary>
    public Sentence? Words { get; init; }
}
