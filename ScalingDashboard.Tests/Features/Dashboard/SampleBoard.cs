using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>A board with all 16 panels, made by fixed rules: every unit and status occurs, some values are unknown, one
/// name is hostile.</summary>
internal sealed class SampleBoard : IDashboardSnapshots
{
    public const string HostileName = "=HYPERLINK(\"http://localhost/\",\"click\")";

    private static readonly string[] Units = ["USD", "%", "points", "h", "count", "x"];

    public int Asked { get; private set; }

    public DashboardSnapshot Snapshot { get; set; } = Build(new Period("90d", new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31)));

    public DashboardSnapshot? LastKnown(DashboardQuery query) => null;

    public Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
    {
        Asked++;
        return Task.FromResult(Snapshot);
    }

    private static DashboardSnapshot Build(Period period)
    {
        var number = 0;
        var quadrants = Quadrants.All.Select(q => new QuadrantSnapshot(q, [.. Quadrants.PanelsOf(q.Key).Select(panel =>
        {
            var figures = Enumerable.Range(1, 4).Select(rank => Figure(panel, rank, number++, period)).ToList();
            return new PanelSnapshot(panel, figures[0], figures[1..]);
        })])).ToList();
        var metric = quadrants[0].Panels[0].Headline.Metric;
        return new DashboardSnapshot(
            new DateTimeOffset(2026, 3, 31, 15, 30, 12, TimeSpan.Zero), period, 4711, 12, false,
            [
                new(new Outcome("outcome.savings", "Annual savings", [metric.Key], "12m", 50_000_000, 1), metric, 41_234_567.89m, 50_000_000,
                    TargetStatus.AtRisk, new DateOnly(2026, 9, 14), null, []),
                new(new Outcome("outcome.unknown", "Not measured yet", [metric.Key], "12m", 90, 2), metric, null, 90, TargetStatus.Unknown, null, null, []),
            ],
            quadrants);
    }

    private static Figure Figure(Panel panel, int rank, int number, Period period)
    {
        var value = number % 7 == 3 ? (decimal?)null : Math.Round(1234.5678m * (number + 1) / (1 + (number % 5)), 6);
        var target = number % 6 == 5 ? (decimal?)null : 900m + (100 * number);
        var metric = new Metric
        {
            Id = number + 1,
            Key = $"{panel.Key}.m{rank}",
            Name = number == 1 ? HostileName : $"Metric {number}",
            Panel = panel.Key,
            Rank = rank,
            Formula = "what is counted / what there is, both over the same units and days, taken from the register",
            Unit = Units[number % Units.Length],
            Direction = number % 4 == 1 ? Direction.Lower : Direction.Higher,
            Rollup = RollupRule.Sum,
            Target = target,
            Cadence = Cadence.Day,
            Expected = Expectation.AllUnits,
            Owner = "Finance office",
            Guard = "quality",
        };
        return new Figure
        {
            Metric = metric,
            Value = value,
            Previous = number % 9 == 4 ? 0 : value * 0.9m,
            Target = target,
            Status = value is null || target is null ? TargetStatus.Unknown : (TargetStatus)(1 + (number % 3)),
            StatusReason = target is null ? "" : "92 % of target, rule 90 to 100 %",
            Freshness = (Freshness)(number % 4),
            LastAt = value is null ? null : new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero),
            Coverage = 0.9m,
            ReportingUnits = 11,
            ExpectedUnits = 12,
            Trend = [.. Enumerable.Range(0, period.TrendBounds().Count - 1).Select(i => i == 2 ? null : value * i / 13)],
            Reason = value is null ? "No readings in this period. Send some." : "",
            Restated = number % 8 == 2 ? new Restated(2, new DateTimeOffset(2026, 3, 30, 9, 0, 0, TimeSpan.Zero)) : null,
            Complete = true,
        };
    }
}
