using System.Text.RegularExpressions;

namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Reads <c>catalog/metrics.csv</c>: one metric in each row.</summary>
public static partial class MetricFile
{
    private static readonly string[] Columns =
    [
        "key", "name", "panel", "rank", "formula", "unit", "scale", "direction", "rollup", "percentile", "target", "target_per", "amber",
        "band_low", "band_high", "cadence", "expected", "owner", "guard",
    ];

    private static readonly Dictionary<string, string> Panels = Quadrants.Panels.ToDictionary(p => p.Key, p => p.Key, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Units =
        new[] { "USD", "%", "points", "h", "d", "min", "ms", "count", "x", "per 100", "score", "index" }.ToDictionary(u => u, StringComparer.Ordinal);

    private static readonly Dictionary<string, Direction> Directions =
        Enum.GetValues<Direction>().ToDictionary(d => d.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, RollupRule> Rollups = Enum.GetValues<RollupRule>().ToDictionary(r => r.Code(), StringComparer.Ordinal);

    private static readonly Dictionary<string, bool> TargetSpans = new(StringComparer.Ordinal) { ["year"] = true, [""] = false };

    private static readonly Dictionary<string, Cadence> CadenceWords =
        Enum.GetValues<Cadence>().ToDictionary(c => c.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, Expectation> Expectations = new(StringComparer.Ordinal)
    {
        ["all"] = Expectation.AllUnits,
        ["reporters"] = Expectation.Reporters,
    };

    /// <summary>Reads and checks all metrics.</summary>
    /// <exception cref="Platform.Data.StartRefused">The file is malformed.</exception>
    public static IReadOnlyList<Metric> Read(string path)
    {
        var keys = new SeenKeys("key");
        var places = new SeenKeys("rank");
        var metrics = SeedFile.Read(path, Columns, row =>
        {
            var metric = ReadMetric(row);
            keys.Demand(row, metric.Key);
            if (metric.Rank is { } rank)
                places.Demand(row, FormattableString.Invariant($"{metric.Panel} {rank}"));
            Check(row, metric);
            return metric;
        });
        SeedFile.Demand(path, [.. Quadrants.Panels.Where(p => !metrics.Any(m => m.Panel == p.Key && m.Rank == 1))
            .Select(p => $"the panel {p.Key} has no metric with rank 1; give one of its metrics that rank")]);
        return metrics;
    }

    private static Metric ReadMetric(SeedRow row) => new()
    {
        Key = row.Text("key"),
        Name = row.Text("name"),
        Panel = row.Choice("panel", Panels),
        Rank = row.OptionalWholeNumber("rank", 1, 4),
        Formula = row.Text("formula"),
        Unit = row.Choice("unit", Units),
        Scale = row.Number("scale"),
        Direction = row.Choice("direction", Directions),
        Rollup = row.Choice("rollup", Rollups),
        Percentile = row.OptionalNumber("percentile"),
        Target = row.OptionalNumber("target"),
        TargetPerYear = row.Choice("target_per", TargetSpans),
        Amber = row.OptionalNumber("amber"),
        BandLow = row.OptionalNumber("band_low"),
        BandHigh = row.OptionalNumber("band_high"),
        Cadence = row.Choice("cadence", CadenceWords),
        Expected = row.Choice("expected", Expectations),
        Owner = row.Text("owner"),
        Guard = row.Text("guard"),
    };

    private static void Check(SeedRow row, Metric metric)
    {
        if (!KeyShape().IsMatch(metric.Key))
            row.Wrong("key", $"'{metric.Key}' must be lower-case words parted by dots, like impact.cost_savings.cashable");
        var ratio = metric.Rollup is RollupRule.Ratio or RollupRule.RatioLast;
        var scale = ratio && metric.Unit is ("%" or "points" or "per 100") ? 100 : 1;
        if (metric.Scale != scale)
            row.Wrong("scale", FormattableString.Invariant($"must be {scale} for {metric.Rollup.Code()} in {metric.Unit}"));
        if ((metric.Rollup == RollupRule.Pool) != metric.Percentile is > 0 and <= 100)
            row.Wrong("percentile", "a pooled metric (POOL) needs one above 0 and up to 100, 50 for the median; leave it empty for all others");
        if (metric.TargetPerYear && (metric.Rollup != RollupRule.Sum || metric.Target is null))
            row.Wrong("target_per", "only an amount (SUM) with a target has a target per year; leave it empty");
        CheckTarget(row, metric);
    }

    private static void CheckTarget(SeedRow row, Metric metric)
    {
        var band = metric is { BandLow: { } low, BandHigh: { } high } && low < high;
        if (metric.Direction == Direction.Band && !band)
            row.Wrong("band_low", "a band needs band_low below band_high; fill in both");
        if (metric.Direction != Direction.Band && (metric.BandLow ?? metric.BandHigh) is not null)
            row.Wrong("band_low", "only the direction band has limits; leave both empty");
        if (metric.Direction is Direction.Band or Direction.None && (metric.Target ?? metric.Amber) is not null)
            row.Wrong("target", "only the directions higher and lower have a target; leave target and amber empty");
        if (metric is { Target: { } target, Amber: { } amber } && (metric.Direction == Direction.Higher ? amber > target : amber < target))
            row.Wrong("amber", "lies on the good side of the target; swap the two");
        if (metric.Target is null && metric.Amber is not null)
            row.Wrong("amber", "has no target to go with; fill in the target");
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
    private static partial Regex KeyShape();
}
