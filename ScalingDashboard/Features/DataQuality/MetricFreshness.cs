using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>When a unit last reported a metric.</summary>
public sealed record UnitFreshness(BusinessUnit Unit, DateTimeOffset? LastAt, Freshness State);

/// <summary>How fresh a metric is, as a whole and in its units.</summary>
/// <param name="State">By the newest reading of any unit, as the board shows it.</param>
/// <param name="Expected">Units that should report it.</param>
/// <param name="Reporting">Units that ever did.</param>
/// <param name="Behind">Units that are late, stale or have never reported though they should; the worst first.</param>
public sealed record MetricFreshness(
    Metric Metric, Freshness State, DateTimeOffset? LastAt, int Expected, int Reporting, IReadOnlyList<UnitFreshness> Behind)
{
    public int Count(Freshness state) => Behind.Count(b => b.State == state);

    /// <summary>True when a unit or the whole is late or stale; what never came at all is another matter.</summary>
    public bool NeedsAttention => State is Freshness.Late or Freshness.Stale || Behind.Any(b => b.State is Freshness.Late or Freshness.Stale);

    public bool Equals(MetricFreshness? other) => other is not null
        && (Metric, State, LastAt, Expected, Reporting) == (other.Metric, other.State, other.LastAt, other.Expected, other.Reporting) && Behind.SequenceEqual(other.Behind);

    public override int GetHashCode() => HashCode.Combine(Metric.Id, State, LastAt, Behind.Count);
}
