using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Puts the parts of one entry together to a snapshot. What shows the same as in the one before is the same instance
/// again: whoever drew it sees by that alone that there is nothing to draw.</summary>
internal sealed class SnapshotBuilder(SnapshotEntry entry, CatalogSnapshot catalog, ReportingCalendar calendar, double coverageLimit, DateTimeOffset now)
{
    public DashboardSnapshot Build(Slice slice, Period period, long version, bool disconnected, bool simulated)
    {
        var units = slice.UnitIds.Count;
        var elapsed = calendar.Elapsed(period, now);
        var before = entry.State?.Snapshot;
        return new DashboardSnapshot(now, period, version, units, simulated, OutcomesNow(), [.. Quadrants.All.Select(QuadrantOf)]) { Disconnected = disconnected };

        IReadOnlyList<OutcomeFigure> OutcomesNow()
        {
            List<OutcomeFigure> next = [.. catalog.Outcomes.Where(o => o.Metrics.All(key => HasParts(o, key))).Select(outcome => OutcomeRules.Build(
                outcome,
                [.. outcome.Metrics.Select(key => entry.Outcomes[(outcome.Key, catalog.FindMetric(key)!.Id)])],
                entry.Today, units, coverageLimit))];
            return before is not null && Alike(before.Outcomes, next) ? before.Outcomes : next;
        }

        QuadrantSnapshot QuadrantOf(Quadrant quadrant)
        {
            var next = new QuadrantSnapshot(quadrant, [.. Quadrants.PanelsOf(quadrant.Key).Select(PanelOf).OfType<PanelSnapshot>()]);
            return before?.Quadrants.FirstOrDefault(q => q.Quadrant == quadrant) is { } last && last.Panels.SequenceEqual(next.Panels, ReferenceEqualityComparer.Instance) ? last : next;
        }

        PanelSnapshot? PanelOf(Panel panel)
        {
            var row = catalog.MetricsOn(panel.Key).Where(m => entry.Figures.ContainsKey(m.Id))
                .Select(m => FigureRules.Build(entry.Figures[m.Id], now, elapsed, units, coverageLimit)).ToList();
            if (row.Count == 0)
                return null;
            var last = before?.Panels.FirstOrDefault(p => p.Panel == panel);
            var next = new PanelSnapshot(panel, last is not null && Alike(last.Headline, row[0]) ? last.Headline : row[0], [.. row.Skip(1)]);
            return last is not null && Alike(last, next) ? last : next;
        }
    }

    /// <summary>True when a snapshot shows the same as the one it was built after: whoever drew that need not draw this.</summary>
    public static bool SameFigures(DashboardSnapshot before, DashboardSnapshot next) =>
        before.Period == next.Period && before.Units == next.Units && before.Disconnected == next.Disconnected
        && ReferenceEquals(before.Outcomes, next.Outcomes) && before.Quadrants.SequenceEqual(next.Quadrants, ReferenceEqualityComparer.Instance);

    /// <summary>True when two panels look the same.</summary>
    public static bool Alike(PanelSnapshot a, PanelSnapshot b) =>
        ReferenceEquals(a, b) || Alike(a.Headline, b.Headline) && a.Supporting.Count == b.Supporting.Count && a.Supporting.Zip(b.Supporting, Alike).All(same => same);

    private static bool Alike(Figure a, Figure b) => ReferenceEquals(a, b) || Fingerprint(a).SequenceEqual(Fingerprint(b));

    /// <summary>Everything of a figure that is drawn, in order.</summary>
    private static IEnumerable<object?> Fingerprint(Figure f) => new object?[]
    {
        f.Metric, f.Value, f.Previous, f.Target, f.Judged, f.Pace, f.Status, f.Freshness, f.LastAt, f.Coverage, f.ReportingUnits, f.ExpectedUnits, f.CountedFrom, f.Restated, f.Spread,
    }.Concat(f.Trend.Cast<object?>());

    private static bool Alike(IReadOnlyList<OutcomeFigure> a, IReadOnlyList<OutcomeFigure> b) =>
        a.SelectMany(Fingerprint).SequenceEqual(b.SelectMany(Fingerprint));

    private static IEnumerable<object?> Fingerprint(OutcomeFigure outcome) =>
        new object?[] { outcome.Outcome.Key, outcome.Outcome.Name, outcome.Outcome.Window, outcome.Metric, outcome.Value, outcome.Target, outcome.Status, outcome.Projected, outcome.ReachedSince }
            .Concat(outcome.Trend.Cast<object?>());

    private bool HasParts(Outcome outcome, string key) =>
        catalog.FindMetric(key) is { } metric && entry.Outcomes.ContainsKey((outcome.Key, metric.Id));
}
