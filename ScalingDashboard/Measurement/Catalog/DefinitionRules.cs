namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Which definition of a metric holds on which day, and from when numbers may be combined. Pure.</summary>
public static class DefinitionRules
{
    /// <summary>The metric as it was defined on a day, with the definitions before that one.</summary>
    public static Metric On(this Metric metric, DateOnly day)
    {
        if (metric.EffectiveFrom is not { } from || from <= day || metric.Earlier.Count == 0)
            return metric;
        var place = metric.Earlier.Count - 1;
        while (place > 0 && metric.Earlier[place].EffectiveFrom > day)
            place--;
        return metric.As(metric.Earlier[place], new([.. metric.Earlier.Take(place)]));
    }

    /// <summary>The definitions that hold on any of the days, oldest first.</summary>
    public static IReadOnlyList<MetricDefinition> Between(this Metric metric, DateOnly first, DateOnly last)
    {
        var defined = metric.On(last);
        List<MetricDefinition> all = [.. defined.Earlier, defined.Definition];
        return [.. all.Where((_, i) => i == all.Count - 1 || all[i + 1].EffectiveFrom > first)];
    }

    /// <summary>The first day whose numbers mean the same as those of this definition: before it lies a break. Null: there
    /// was none.</summary>
    public static DateOnly? UnbrokenSince(this Metric metric)
    {
        var definition = metric.Definition;
        foreach (var earlier in metric.Earlier.Reverse())
        {
            if (IsBreak(earlier, definition))
                return definition.EffectiveFrom;
            definition = earlier;
        }
        return definition.EffectiveFrom;
    }

    /// <summary>True when the numbers of the two mean different things, so that they are never combined. Another wording of
    /// the formula, or another percentile of the same measurements, is a version without a break.</summary>
    public static bool IsBreak(MetricDefinition a, MetricDefinition b) =>
        a.Unit != b.Unit || a.Scale != b.Scale || a.Rollup != b.Rollup || a.Derived is null != b.Derived is null;

    /// <summary>True when the two are different versions.</summary>
    public static bool Differs(MetricDefinition a, MetricDefinition b) =>
        IsBreak(a, b) || a.Formula != b.Formula || a.Percentile != b.Percentile || a.Derived != b.Derived;

    /// <summary>The metric after its present content was replaced by other: a new version when its meaning changed.</summary>
    /// <param name="from">The first day on which a new version holds; never before the version it follows.</param>
    /// <param name="anew">A new version even of the same meaning: the baseline of an index is frozen anew.</param>
    public static Metric Follow(Metric old, Metric next, DateOnly from, bool anew)
    {
        var same = next with
        {
            Id = old.Id,
            Version = old.Version,
            EffectiveFrom = old.EffectiveFrom,
            Earlier = old.Earlier,
            Baseline = old.Baseline,
        };
        return !anew && !Differs(old.Definition, next.Definition) ? same : same with
        {
            Version = old.Version + 1,
            EffectiveFrom = old.EffectiveFrom > from ? old.EffectiveFrom : from,
            Earlier = new([.. old.Earlier, old.Definition]),
            Baseline = anew || old.Derived != next.Derived ? null : old.Baseline,
        };
    }
}
