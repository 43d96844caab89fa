using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>All that the page shows, as of one look.</summary>
/// <param name="Sources">Worst first; null for somebody who sees only some units: a sender sends for all of them.</param>
/// <param name="Metrics">Worst first; every metric that readings are sent of.</param>
/// <param name="Units">How many units the reader sees.</param>
public sealed record QualityView(QuarantinePage Quarantine, IReadOnlyList<SourceFreshness>? Sources, IReadOnlyList<MetricFreshness> Metrics, int Units)
{
    /// <summary>When it was looked at; it is no part of what the page says.</summary>
    public DateTimeOffset JudgedAt { get; init; }

    public int CountOf(Freshness state) => Metrics.Count(m => m.State == state);

    public bool Equals(QualityView? other) => other is not null && Units == other.Units && Quarantine.Equals(other.Quarantine)
        && (Sources is null ? other.Sources is null : other.Sources is not null && Sources.SequenceEqual(other.Sources)) && Metrics.SequenceEqual(other.Metrics);

    public override int GetHashCode() => HashCode.Combine(Quarantine, Metrics.Count);
}
