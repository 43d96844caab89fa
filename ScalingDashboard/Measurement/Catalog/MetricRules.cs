using System.Text.RegularExpressions;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What must hold of every metric, whoever declares it. Pure.</summary>
/// <remarks>A problem names the column of the metric and says the remedy.</remarks>
internal static partial class MetricRules
{
    /// <summary>Units with a wording of their own; any ISO 4217 code of a currency is one as well.</summary>
    public static readonly IReadOnlyList<string> Units = ["USD", "%", "points", "h", "d", "min", "ms", "count", "x", "per 100", "score", "index"];

    /// <summary>No value is larger in size, so no limit need be.</summary>
    private const decimal LargestLimit = 1e16m;

    private const decimal LargestFactor = 1e6m;

    /// <summary>The factor that goes with a rule and a unit.</summary>
    public static decimal ScaleOf(RollupRule rollup, string unit) =>
        rollup is RollupRule.Ratio or RollupRule.RatioLast && unit is "%" or "points" or "per 100" ? 100 : 1;

    /// <summary>What is wrong with a metric by itself.</summary>
    public static IEnumerable<(string Column, string Problem)> Problems(Metric metric)
    {
        if (!KeyShape().IsMatch(metric.Key))
            yield return ("key", $"'{metric.Key}' must be lower-case words parted by dots, like impact.cost_savings.cashable");
        if (!Units.Contains(metric.Unit) && !Currency().IsMatch(metric.Unit))
            yield return ("unit", $"'{metric.Unit}' is not known; use one of {string.Join(", ", Units)} or the three letters of a currency");
        if (metric.CoverageLimit is < 0 or > 1)
            yield return ("coverage_limit", "must be a share from 0 to 1, like 0.8; leave it empty for the installation's own limit");
        var pooled = metric is { Rollup: RollupRule.Pool, Derived: null };
        if (pooled != metric.Percentile is > 0 and <= 100)
            yield return ("percentile", "a pooled metric (POOL) needs one above 0 and up to 100, 50 for the median; leave it empty for all others");
        if (metric.Derived is null && metric.Scale != ScaleOf(metric.Rollup, metric.Unit))
            yield return ("scale", FormattableString.Invariant($"must be {ScaleOf(metric.Rollup, metric.Unit)} for {metric.Rollup.Code()} in {metric.Unit}"));
        foreach (var problem in TargetProblems(metric).Concat(PlausibleProblems(metric)))
            yield return problem;
    }

    /// <summary>What is wrong with a derived metric beside the others.</summary>
    public static IEnumerable<(string Column, string Problem)> DerivedProblems(Metric metric, IReadOnlyDictionary<string, Metric> catalog)
    {
        if (metric.Derived is not { } text)
            yield break;
        if (DerivedFormula.Parse(text) is not { } formula)
        {
            yield return ("derived", $"'{text}' is no formula; write {DerivedFormula.Forms}");
            yield break;
        }
        var inputs = formula.Inputs.Select(key => (Key: key, Metric: catalog.GetValueOrDefault(key))).ToList();
        foreach (var (key, input) in inputs)
            if (input is null)
                yield return ("derived", $"the metric '{key}' is not in the catalogue; add it, or correct the spelling");
            else if (input.Derived is not null || key == metric.Key)
                yield return ("derived", $"'{key}' is derived itself; name metrics that readings are sent of");
            else if (input.Rollup.IsPerUnit())
                yield return ("derived", $"'{key}' rolls up by {input.Rollup.Code()}, so it has no figure of several units; name a metric that has one");
        if (inputs is [{ Metric: { } first }, ..] && inputs.TrueForAll(i => i.Metric is not null))
            foreach (var problem in FormulaProblems(metric, formula, first, inputs[^1].Metric!))
                yield return problem;
    }

    /// <summary>The unit of a difference of two figures: percentages differ by points.</summary>
    public static string DifferenceUnit(string unit) => unit == "%" ? "points" : unit;

    private static IEnumerable<(string Column, string Problem)> FormulaProblems(Metric metric, DerivedFormula formula, Metric first, Metric last)
    {
        var rollup = formula.Kind == DerivedKind.Difference ? first.Rollup : RollupRule.Ratio;
        if (metric.Rollup != rollup)
            yield return ("rollup", $"must be {rollup.Code()} for {metric.Derived}");
        var scale = formula.Kind == DerivedKind.Ratio ? ScaleOf(RollupRule.Ratio, metric.Unit) : 1;
        if (metric.Scale != scale)
            yield return ("scale", FormattableString.Invariant($"must be {scale} for {metric.Derived} in {metric.Unit}"));
        if (formula.Kind == DerivedKind.Index && metric.Unit != "index")
            yield return ("unit", "an index is counted in 'index': its baseline is 100");
        if (formula.Kind == DerivedKind.Difference && first.Unit != last.Unit)
            yield return ("derived", $"'{first.Key}' is in {first.Unit} and '{last.Key}' in {last.Unit}, so they have no difference; name two of one unit");
        else if (formula.Kind == DerivedKind.Difference && metric.Unit != DifferenceUnit(first.Unit))
            yield return ("unit", $"must be {DifferenceUnit(first.Unit)}, the unit of the difference");
    }

    private static IEnumerable<(string Column, string Problem)> TargetProblems(Metric metric)
    {
        if (metric.TargetPerYear && (metric.Rollup != RollupRule.Sum || metric.Target is null))
            yield return ("target_per", "only an amount (SUM) with a target has a target per year; leave it empty");
        var band = metric is { BandLow: { } low, BandHigh: { } high } && low < high;
        if (metric.Direction == Direction.Band && !band)
            yield return ("band_low", "a band needs band_low below band_high; fill in both");
        if (metric.Direction != Direction.Band && (metric.BandLow ?? metric.BandHigh) is not null)
            yield return ("band_low", "only the direction band has limits; leave both empty");
        if (metric.Direction is Direction.Band or Direction.None && (metric.Target ?? metric.Amber) is not null)
            yield return ("target", "only the directions higher and lower have a target; leave target and amber empty");
        if (metric is { Target: { } target, Amber: { } amber } && (metric.Direction == Direction.Higher ? amber > target : amber < target))
            yield return ("amber", "lies on the good side of the target; swap the two");
        if (metric.Target is null && metric.Amber is not null)
            yield return ("amber", "has no target to go with; fill in the target");
    }

    private static IEnumerable<(string Column, string Problem)> PlausibleProblems(Metric metric)
    {
        if (metric is { PlausibleLow: { } low, PlausibleHigh: { } high } && low >= high)
            yield return ("plausible_low", "must lie below plausible_high; swap the two, or leave one empty");
        if (metric.PlausibleLow is <= -LargestLimit or >= LargestLimit || metric.PlausibleHigh is <= -LargestLimit or >= LargestLimit)
            yield return ("plausible_high", FormattableString.Invariant($"limits lie between -{LargestLimit:0} and {LargestLimit:0}, as values do"));
        if (metric.LargestJump is <= 1 or > LargestFactor)
            yield return ("largest_jump", FormattableString.Invariant($"must be a factor above 1 and up to {LargestFactor:0}, like 10; leave it empty where any jump is plausible"));
    }

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
    private static partial Regex KeyShape();

    [GeneratedRegex("^[A-Z]{3}$")]
    private static partial Regex Currency();
}
