using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>How old is too old, against a metric's own cadence. Pure.</summary>
public static class FreshnessRules
{
    /// <summary>Live up to one interval of silence, late up to two, then stale.</summary>
    public static Freshness Of(DateTimeOffset? lastAt, Cadence cadence, DateTimeOffset now)
    {
        if (lastAt is not { } last)
            return Freshness.None;
        var silence = now - last;
        return silence <= cadence.Interval() ? Freshness.Live
            : silence <= 2 * cadence.Interval() ? Freshness.Late
            : Freshness.Stale;
    }
}
