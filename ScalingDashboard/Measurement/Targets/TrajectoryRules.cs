using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>Which of the targets that were set for spans of days a figure is held against. Pure.</summary>
/// <remarks>First the units' own, where each unit of the slice has one; then that of the whole company for the whole; then the metric's
/// own. Amounts and levels that are added up over units have targets that are added up; all others have one that all units share.</remarks>
public static class TrajectoryRules
{
    public static readonly Sentence OfTheWhole = new Sentence(TargetsTexts.ResourceManager, nameof(TargetsTexts.OfTheWhole));

    /// <summary>The target of a figure; null where what was set says nothing, so that the metric's own one holds.</summary>
    /// <param name="own">The metric's own target.</param>
    public static PeriodTarget? For(Metric metric, SliceTargets set, CountedDays days, PeriodTarget own) =>
        !set.Any || metric.Direction == Direction.None ? null
        : IsAdditive(metric) ? Added(metric, set, days)
        : Shared(metric, set, days, own);

    /// <summary>True where the figure of several units is the sum of theirs, so that the target of one says nothing about another.</summary>
    public static bool IsAdditive(Metric metric) =>
        metric.Rollup is RollupRule.Sum or RollupRule.Last && (DerivedFormula.Of(metric) is not { } formula || formula.Kind == DerivedKind.Difference);

    private static PeriodTarget? Added(Metric metric, SliceTargets set, CountedDays days)
    {
        var each = set.AllSystems ? set.Units.Select(u => SpanRules.Of(metric, u, days, isCompany: false)).ToList() : [];
        var missing = each.Count(t => t is null);
        if (each.Count > 0 && missing == 0)
            return each.Count == 1 ? each[0] : Sum(metric, set, days, [.. each.Select(t => t!.Value)]);
        if (set.IsWhole)
            return SpanRules.Of(metric, set.Company, days, isCompany: true);
        if (each.Count > missing)
            return None(new Sentence(TargetsTexts.ResourceManager, nameof(TargetsTexts.SomeWithout), missing, each.Count));
        // Where only units have targets, and none of these: as if nothing had been set.
        return set.Company is null && set.AllSystems ? null : None(OfTheWhole);
    }

    private static PeriodTarget Sum(Metric metric, SliceTargets set, CountedDays days, IReadOnlyList<PeriodTarget> each)
    {
        var sum = each.Aggregate(SpanRules.Add);
        var spans = set.Units.Select(u => u!.Spans.Where(s => s.Includes(days.LastPassed)).Select(s => (s.From, s.To)).FirstOrDefault()).Distinct().ToList();
        // Where all of them ask for the same days, what is due is told of the whole span.
        return sum with
        {
            Words = new Sentence(TargetsTexts.ResourceManager, nameof(TargetsTexts.AddedUp), spans is [var (from, to)] && from <= days.From && metric.Rollup == RollupRule.Sum
                ? SpanRules.DueWords(metric, sum, set.Units.Select(u => SpanRules.Share(metric, u!.Spans.First(s => s.Includes(days.LastPassed)), 1)).Aggregate(SpanRules.Add), from, to, days.LastPassed)
                : SpanRules.Shown(metric, sum), each.Count),
        };
    }

    private static PeriodTarget? Shared(Metric metric, SliceTargets set, CountedDays days, PeriodTarget own)
    {
        var company = SpanRules.Of(metric, set.Company, days, isCompany: true);
        var each = set.Units.Select(u => SpanRules.Of(metric, u, days, isCompany: false)).ToList();
        if (each.TrueForAll(t => t is null))
            return company;
        // A unit without one of its own has that of all.
        var distinct = each.Select(t => t ?? company ?? own).DistinctBy(t => (t.Goal, t.Limit, t.Low, t.High)).ToList();
        return distinct is [var one] ? one
            : set.IsWhole ? company
            : None(new Sentence(TargetsTexts.ResourceManager, nameof(TargetsTexts.Different)));
    }

    private static PeriodTarget None(Sentence why) => new(null, null, why);
}
