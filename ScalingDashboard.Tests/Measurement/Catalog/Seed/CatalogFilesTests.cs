using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Catalog.Seed;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Measurement.Catalog.Seed;

[Trait("Ring", "Unit")]
public sealed class CatalogFilesTests : IDisposable
{
    private static readonly CatalogFiles Shipped = CatalogFiles.Read(new SeedOptions());

    private readonly string _folder = Directory.CreateTempSubdirectory("sd-catalog-files-").FullName;

    public CatalogFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "catalog"));
        foreach (var file in Directory.EnumerateFiles(new SeedOptions().PathOf("catalog")))
            File.Copy(file, Path.Combine(_folder, "catalog", Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_panel_has_a_headline_and_three_supporting_metrics_that_are_computed() =>
        Shipped.Metrics.Where(m => m.Rank is not null && !m.Rollup.IsPerUnit()).GroupBy(m => m.Panel)
            .ToDictionary(g => g.Key, g => string.Join(',', g.Select(m => m.Rank).Order()))
            .ShouldBe(Quadrants.Panels.ToDictionary(p => p.Key, _ => "1,2,3,4"), ignoreOrder: true);

    [Fact]
    public void Every_rollup_rule_of_the_catalogue_is_declared_at_least_once() =>
        Shipped.Metrics.Select(m => m.Rollup).Distinct().Order().ShouldBe(Enum.GetValues<RollupRule>());

    [Fact]
    public void The_playbook_is_complete()
    {
        Shipped.Waves.Count.ShouldBe(5);
        Shipped.Waves.Max(w => w.LastWeek).ShouldBe(36);
        Shipped.Functions.CountBy(f => f.Wave).ShouldAllBe(pair => pair.Value == 4);
        Shipped.Functions.Count.ShouldBe(20);
        Shipped.Kpis.CountBy(k => k.Group).ShouldAllBe(pair => pair.Value == 4);
        Shipped.Kpis.Count.ShouldBe(12);
        Shipped.Outcomes.ToDictionary(o => o.Key, o => o.Target).ShouldBe(new Dictionary<string, decimal>
        {
            ["processes"] = 80,
            ["annual-value"] = 50_000_000,
            ["engagement"] = 90,
            ["market-leadership"] = 1,
        }, ignoreOrder: true);
    }

    [Fact]
    public void Metrics_added_to_one_outcome_have_one_unit() =>
        Shipped.Outcomes.ShouldAllBe(o => o.Metrics.Select(key => Shipped.Metrics.Single(m => m.Key == key).Unit).Distinct().Count() == 1);

    [Fact]
    public void Every_metric_with_a_target_has_a_counter_metric() =>
        Shipped.Metrics.ShouldAllBe(m => m.Guard.Length > 0 && m.Formula.Length > 0 && m.Owner.EndsWith("office", StringComparison.Ordinal) || m.Owner == "Service desk");

    [Theory]
    [InlineData("impact.nps,", "rollup", ",RATIO,", ",RATE,", "'RATE' is not known; use one of SUM, LAST, RATIO")]
    [InlineData("impact.nps,", "direction", ",higher,", ",up,", "'up' is not known; use one of higher, lower, band, none")]
    [InlineData("impact.nps,", "panel", ",impact.customers,", ",impact.clients,", "'impact.clients' is not known")]
    [InlineData("impact.nps,", "scale", ",points,100,", ",points,1,", "must be 100 for RATIO in points")]
    [InlineData("impact.nps,", "amber", ",30,,0,", ",30,,40,", "lies on the good side of the target")]
    [InlineData("impact.nps,", "target_per", ",30,,0,", ",30,year,0,", "only an amount (SUM)")]
    [InlineData("operations.compute_use,", "band_low", ",40,80,", ",80,40,", "a band needs band_low below band_high")]
    [InlineData("adoption.physician_satisfaction,", "coverage_limit", ",reporters,,", ",reporters,1.5,", "must be a share from 0 to 1")]
    [InlineData("impact.csat,", "plausible_low", ",all,,0,100,,", ",all,,100,0,,", "must lie below plausible_high")]
    [InlineData("impact.csat,", "plausible_high", ",all,,0,100,,", ",all,,0,20000000000000000,,", "limits lie between")]
    [InlineData("impact.csat,", "largest_jump", ",all,,0,100,,", ",all,,0,100,1,", "must be a factor above 1")]
    [InlineData("impact.csat,", "rank", ",impact.customers,2,", ",impact.customers,1,", "already; keep one of them")]
    public void A_wrong_field_is_named_with_its_line_and_remedy(string line, string field, string right, string wrong, string remedy)
    {
        var number = Break("metrics.csv", line, right, wrong);

        var message = Should.Throw<StartRefused>(Read).Message;

        message.ShouldContain("metrics.csv");
        message.ShouldContain(FormattableString.Invariant($"line {number}, field {field}: "));
        message.ShouldContain(remedy);
    }

    [Theory]
    [InlineData("outcomes.csv", "processes,", "operations.process_coverage", "operations.proces_coverage", "is not in metrics.csv")]
    [InlineData("outcomes.csv", "processes,", "operations.process_coverage", "impact.cashable_net", "is derived; an outcome adds up")]
    [InlineData("metrics.csv", "impact.cashable_net,", "impact.ai_cost)", "impact.ai_costs)", "'impact.ai_costs' is not in the catalogue")]
    [InlineData("kpis.csv", "market-share,", "impact.market_share", "impact.share", "is not in metrics.csv")]
    [InlineData("functions.csv", "legal,", ",3", ",7", "'7' is not known; use one of 1, 2, 3, 4, 5")]
    [InlineData("waves.csv", "2,", ",9,16", ",16,9", "is before first_week")]
    [InlineData("outcomes.csv", "processes,", ",30d,", ",31d,", "use one of 7d, 30d, 90d, 12m, ytd")]
    public void A_reference_that_leads_nowhere_is_named(string file, string line, string right, string wrong, string remedy)
    {
        Break(file, line, right, wrong);

        var message = Should.Throw<StartRefused>(Read).Message;

        message.ShouldContain(file);
        message.ShouldContain(remedy);
    }

    private CatalogFiles Read() => CatalogFiles.Read(new SeedOptions { Folder = _folder });

    private int Break(string file, string lineStart, string right, string wrong)
    {
        var path = Path.Combine(_folder, "catalog", file);
        var lines = File.ReadAllLines(path);
        var index = Array.FindIndex(lines, l => l.StartsWith(lineStart, StringComparison.Ordinal));
        lines[index].ShouldContain(right);
        lines[index] = lines[index].Replace(right, wrong, StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        return index + 1;
    }
}
