using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.DataQuality;

/// <summary>Judges every metric and unit against the metric's own cadence. Pure.</summary>
internal static class FreshnessTable
{
    /// <summary>What ought to be looked at first, first.</summary>
    private static readonly List<Freshness> Order = [Freshness.Stale, Freshness.Late, Freshness.None, Freshness.Live];

    /// <param name="units">Those that the reader sees.</param>
    /// <param name="latest">By metric and unit: the newest reading.</param>
    public static IReadOnlyList<MetricFreshness> Of(
        IEnumerable<Metric> metrics, IReadOnlyList<BusinessUnit> units, IReadOnlyDictionary<int, IReadOnlyDictionary<int, DateTimeOffset>> latest, DateTimeOffset now) =>
        [.. metrics.Select(m => Of(m, units, latest[m.Id], now))
            .OrderBy(Rank)
            .ThenByDescending(f => f.Count(Freshness.Stale)).ThenByDescending(f => f.Count(Freshness.Late))
            .ThenBy(f => f.Metric.Key, StringComparer.Ordinal)];

    /// <summary>A metric that is fresh as a whole while some of its units are late comes after the late ones.</summary>
    private static double Rank(MetricFreshness f) => f.State == Freshness.Live && f.NeedsAttention ? Order.IndexOf(Freshness.Late) + .5 : Order.IndexOf(f.State);

    private static MetricFreshness Of(Metric metric, IReadOnlyList<BusinessUnit> units, IReadOnlyDictionary<int, DateTimeOffset> latest, DateTimeOffset now)
    {
        var each = units.Select(unit => (Unit: unit, LastAt: latest.TryGetValue(unit.Id, out var at) ? at : (DateTimeOffset?)null)).ToList();
        var reporting = each.Count(e => e.LastAt is not null);
        var newest = each.Max(e => e.LastAt);
        // Of a metric that nobody reports no unit is behind: it is the metric that has no data yet.
        var behind = reporting == 0 ? [] : each
            .Where(e => e.LastAt is not null || metric.Expected == Expectation.AllUnits)
            .Select(e => new UnitFreshness(e.Unit, e.LastAt, FreshnessRules.Of(e.LastAt, metric.Cadence, now)))
            .Where(f => f.State != Freshness.Live)
            .OrderBy(f => Order.IndexOf(f.State)).ThenBy(f => f.LastAt).ThenBy(f => f.Unit.Code, StringComparer.Ordinal).ToList();
        return new MetricFreshness(metric, FreshnessRules.Of(newest, metric.Cadence, now), newest,
            metric.Expected == Expectation.AllUnits ? units.Count : reporting, reporting, behind);
    }
}
