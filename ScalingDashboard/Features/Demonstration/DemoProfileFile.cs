using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Reads how the metrics of a demo company behave.</summary>
internal static class DemoProfileFile
{
    private static readonly string[] Columns =
    [
        "metric", "by", "driver", "delay_weeks", "start", "end", "weight", "weight_driver", "spread", "noise", "bump", "rhythm", "low", "high",
        "decimals", "live",
    ];

    private static readonly Dictionary<string, bool> Levels = new(StringComparer.Ordinal) { ["unit"] = false, ["system"] = true };

    private static readonly Dictionary<string, DemoDriver> Drivers =
        Enum.GetValues<DemoDriver>().ToDictionary(d => d.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private static readonly Dictionary<string, DemoWeight> Weights = new(StringComparer.Ordinal)
    {
        [""] = DemoWeight.None,
        ["steady"] = DemoWeight.Steady,
        ["rollout"] = DemoWeight.Rollout,
        ["even"] = DemoWeight.Even,
    };

    public static IReadOnlyList<DemoProfile> Read(string path, IReadOnlyDictionary<string, Metric> metrics, IReadOnlyList<DemoRhythm> rhythms)
    {
        var seen = new SeenKeys("metric");
        var rhythmNames = rhythms.ToDictionary(r => r.Name, r => r.Name, StringComparer.Ordinal);
        return SeedFile.Read(path, Columns, row =>
        {
            seen.Demand(row, row.Text("metric"));
            var profile = new DemoProfile(
                row.Text("metric"), row.Choice("by", Levels), row.Choice("driver", Drivers), DemoFiles.Within(row, "delay_weeks", 0, 100),
                (double)row.Number("start"), (double)row.Number("end"), (double?)row.OptionalNumber("weight") ?? 0, row.Choice("weight_driver", Weights),
                (double)row.Number("spread"), (double)row.Number("noise"), (double)row.Number("bump"), row.Choice("rhythm", rhythmNames),
                (double?)row.OptionalNumber("low"), (double?)row.OptionalNumber("high"), row.WholeNumber("decimals", 0, 6), row.YesNo("live"));
            Check(row, profile, metrics);
            return profile;
        });
    }

    private static void Check(SeedRow row, DemoProfile profile, IReadOnlyDictionary<string, Metric> metrics)
    {
        if (!metrics.TryGetValue(profile.Metric, out var metric))
        {
            row.Wrong("metric", $"'{profile.Metric}' is not in catalog/metrics.csv; add it there or correct the spelling");
            return;
        }
        if (metric.Rollup.IsSketch() || metric.Rollup.IsPerUnit() || metric.Rollup == RollupRule.Worst)
            row.Wrong("metric", $"'{profile.Metric}' rolls up by {metric.Rollup.Code()}, which is not generated; remove the row");
        if (metric.Rollup.NeedsWeight() != profile.Weight > 0 || metric.Rollup.NeedsWeight() != (profile.WeightDriver != DemoWeight.None))
            row.Wrong("weight", metric.Rollup.NeedsWeight()
                ? "must be above 0 and have a weight_driver, because the metric is a ratio"
                : "must be empty like weight_driver, because the metric is not a ratio");
        if (metric.Rollup == RollupRule.Last && profile.BySystem)
            row.Wrong("by", "a level without a denominator is reported by unit; write unit");
    }
}
