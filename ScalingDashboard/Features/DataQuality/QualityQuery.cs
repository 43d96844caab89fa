using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>What the page shows: its address, read.</summary>
public sealed record QualityQuery
{
    /// <summary>Which of what was set aside; null is all.</summary>
    public QuarantineState? State { get; init; } = QuarantineState.Waiting;

    /// <summary>Which metrics; null is all.</summary>
    public Freshness? Fresh { get; init; }

    /// <summary>Only metrics of which the whole or some units are late or stale.</summary>
    public bool Attention { get; init; }

    /// <summary>A quadrant's key; null is all.</summary>
    public string? Quadrant { get; init; }

    /// <summary>The metric whose units are listed; null is none.</summary>
    public string? Open { get; init; }

    /// <summary>True when the whole of a long list is asked for.</summary>
    public bool Whole { get; init; }
}
