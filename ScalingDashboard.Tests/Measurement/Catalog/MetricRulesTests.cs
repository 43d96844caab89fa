using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class MetricRulesTests
{
    private static readonly Metric Amount = Samples.Metric() with { Key = "a.amount" };

    private static readonly Dictionary<string, Metric> Known = new[]
    {
        Amount,
        Amount with { Key = "a.other" },
        Amount with { Key = "a.hours", Unit = "h" },
        Amount with { Key = "a.share", Unit = "%", Scale = 100, Rollup = RollupRule.Ratio },
        Amount with { Key = "a.scores", Unit = "score", Rollup = RollupRule.NoAgg },
        Amount with { Key = "a.derived", Unit = "x", Rollup = RollupRule.Ratio, Derived = "ratio(a.amount, a.other)" },
    }.ToDictionary(m => m.Key);

    [Theory]
    [InlineData("ratio(a.amount, a.hours)", "x", 1, "RATIO")]
    [InlineData("ratio(a.amount,a.other)", "%", 100, "RATIO")]
    [InlineData("difference(a.amount, a.other)", "USD", 1, "SUM")]
    [InlineData("difference(a.share, a.share)", "points", 1, "RATIO")]
    [InlineData("index(a.amount, 2026-01-01..2026-03-31)", "index", 1, "RATIO")]
    public void A_formula_over_metrics_of_readings_is_taken(string formula, string unit, int scale, string rule) => ProblemsOf(formula, unit, scale, rule).ShouldBeEmpty();

    [Theory]
    [InlineData("sum(a.amount, a.other)", "USD", 1, "SUM", "is no formula; write ratio(a, b)")]
    [InlineData("ratio(a.amount)", "x", 1, "RATIO", "is no formula")]
    [InlineData("index(a.amount, 2026-03-31..2026-01-01)", "index", 1, "RATIO", "is no formula")]
    [InlineData("ratio(a.amount, a.nowhere)", "x", 1, "RATIO", "'a.nowhere' is not in the catalogue")]
    [InlineData("ratio(a.amount, a.derived)", "x", 1, "RATIO", "'a.derived' is derived itself")]
    [InlineData("ratio(a.new, a.amount)", "x", 1, "RATIO", "'a.new' is not in the catalogue")]
    [InlineData("ratio(a.amount, a.scores)", "x", 1, "RATIO", "'a.scores' rolls up by NOAGG")]
    [InlineData("difference(a.amount, a.hours)", "USD", 1, "SUM", "'a.amount' is in USD and 'a.hours' in h")]
    [InlineData("difference(a.amount, a.other)", "h", 1, "SUM", "must be USD")]
    [InlineData("difference(a.amount, a.other)", "USD", 1, "RATIO", "must be SUM")]
    [InlineData("ratio(a.amount, a.other)", "%", 1, "RATIO", "must be 100")]
    [InlineData("index(a.amount, 2026-01-01..2026-03-31)", "%", 1, "RATIO", "counted in 'index'")]
    public void A_formula_that_cannot_be_computed_is_refused_in_words(string formula, string unit, int scale, string rule, string problem) =>
        ProblemsOf(formula, unit, scale, rule).ShouldContain(p => p.Contains(problem));

    private static IEnumerable<string> ProblemsOf(string formula, string unit, int scale, string rule)
    {
        var metric = Amount with { Key = "a.new", Unit = unit, Scale = scale, Rollup = RollupRules.Parse(rule), Derived = formula };
        return MetricRules.Problems(metric).Concat(MetricRules.DerivedProblems(metric, Known)).Select(p => $"{p.Column}: {p.Problem}");
    }
}
