using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Puts the parts of one entry together to a snapshot.</summary>
internal sealed class SnapshotBuilder(SnapshotEntry entry, CatalogSnapshot catalog, ReportingCalendar calendar, double coverageLimit, DateTimeOffset now)
{
    public DashboardSnapshot Build(Slice slice, Period period, long version, bool disconnected, bool simulated)
    {
        var units = slice.UnitIds.Count;
        var elapsed = calendar.Elapsed(period, now);
        return new DashboardSnapshot(now, period, version, units, simulated,
            [.. catalog.Outcomes.Where(o => o.Metrics.All(key => HasParts(o, key))).Select(outcome => OutcomeRules.Build(
                outcome,
                [.. outcome.Metrics.Select(key => entry.Outcomes[(outcome.Key, catalog.FindMetric(key)!.Id)])],
                entry.Today, units, coverageLimit))],
            [.. Quadrants.All.Select(q => new QuadrantSnapshot(q, [.. Quadrants.PanelsOf(q.Key).Select(PanelOf).OfType<PanelSnapshot>()]))])
        {
            Disconnected = disconnected,
        };

        PanelSnapshot? PanelOf(Panel panel)
        {
            var row = catalog.MetricsOn(panel.Key).Where(m => entry.Figures.ContainsKey(m.Id))
                .Select(m => FigureRules.Build(entry.Figures[m.Id], now, elapsed, units, coverageLimit)).ToList();
            return row.Count == 0 ? null : new PanelSnapshot(panel, row[0], [.. row.Skip(1)]);
        }
    }

    /// <summary>True when two snapshots show the same: whoever drew the first need not draw the second.</summary>
    public static bool SameFigures(DashboardSnapshot a, DashboardSnapshot b) =>
        a.Period == b.Period && a.Units == b.Units && a.Disconnected == b.Disconnected
        && a.Panels.SelectMany(Fingerprint).SequenceEqual(b.Panels.SelectMany(Fingerprint))
        && a.Outcomes.SelectMany(Fingerprint).SequenceEqual(b.Outcomes.SelectMany(Fingerprint));

    /// <summary>Everything of a panel that is drawn, in order: equal prints look equal.</summary>
    public static IEnumerable<object?> Fingerprint(PanelSnapshot panel) => panel.Supporting.Prepend(panel.Headline)
        .SelectMany(f => new object?[] { f.Metric, f.Value, f.Previous, f.Target, f.Judged, f.Pace, f.Status, f.Freshness, f.LastAt, f.Coverage, f.ReportingUnits, f.ExpectedUnits, f.CountedFrom, f.Restated, f.Spread }.Concat(f.Trend.Cast<object?>()));

    private static IEnumerable<object?> Fingerprint(OutcomeFigure outcome) =>
        new object?[] { outcome.Outcome, outcome.Metric, outcome.Value, outcome.Target, outcome.Status, outcome.Projected, outcome.ReachedSince }
            .Concat(outcome.Trend.Cast<object?>());

    private bool HasParts(Outcome outcome, string key) =>
        catalog.FindMetric(key) is { } metric && entry.Outcomes.ContainsKey((outcome.Key, metric.Id));
}
