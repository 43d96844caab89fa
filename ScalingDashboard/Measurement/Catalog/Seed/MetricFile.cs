namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Reads <c>catalog/metrics.csv</c>: one metric in each row.</summary>
public static class MetricFile
{
    private static readonly string[] Columns =
    [
        "key", "name", "panel", "rank", "formula", "unit", "scale", "direction", "rollup", "percentile", "derived", "target", "target_per",
        "amber", "band_low", "band_high", "cadence", "expected", "coverage_limit",
        "plausible_low", "plausible_high", "largest_jump", "owner", "guard",
    ];

    private static readonly Dictionary<string, string> Panels = Quadrants.Panels.ToDictionary(p => p.Key, p => p.Key, StringComparer.Ordinal);

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
            foreach (var (column, problem) in MetricRules.Problems(metric))
                row.Wrong(column, problem);
            return metric;
        });
        var all = metrics.ToDictionary(m => m.Key, StringComparer.Ordinal);
        SeedFile.Demand(path, [.. metrics.SelectMany(m => MetricRules.DerivedProblems(m, all), (m, p) => $"metric {m.Key}, field {p.Column}: {p.Problem}")]);
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
        Unit = row.Text("unit"),
        Scale = row.Number("scale"),
        Direction = row.Choice("direction", Directions),
        Rollup = row.Choice("rollup", Rollups),
        Percentile = row.OptionalNumber("percentile"),
        Derived = row.Optional("derived") is { Length: > 0 } derived ? derived : null,
        Target = row.OptionalNumber("target"),
        TargetPerYear = row.Choice("target_per", TargetSpans),
        Amber = row.OptionalNumber("amber"),
        BandLow = row.OptionalNumber("band_low"),
        BandHigh = row.OptionalNumber("band_high"),
        Cadence = row.Choice("cadence", CadenceWords),
        Expected = row.Choice("expected", Expectations),
        CoverageLimit = row.OptionalNumber("coverage_limit"),
        PlausibleLow = row.OptionalNumber("plausible_low"),
        PlausibleHigh = row.OptionalNumber("plausible_high"),
        LargestJump = row.OptionalNumber("largest_jump"),
        Owner = row.Text("owner"),
        Guard = row.Text("guard"),
    };
}
