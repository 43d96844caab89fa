using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Targets and statuses. Pure.</summary>
public static class TargetRules
{
    /// <summary>The target of a figure: what was set for its days and units, else the metric's own.</summary>
    public static PeriodTarget For(Metric metric, SliceTargets set, CountedDays days)
    {
        var own = Own(metric, days.Passed, set.IsWhole);
        return TrajectoryRules.For(metric, set, days, own) ?? own;
    }

    /// <summary>What the figure of a single day is held against: of a yearly amount a day's share. Null without a target, and of a band.</summary>
    public static decimal? OfOneDay(Metric metric, SliceTargets set, DateOnly day) =>
        metric.Direction is Direction.Higher or Direction.Lower ? For(metric, set, new CountedDays(day, day, 1)).Goal : null;

    /// <summary>The status and the rule behind it in words.</summary>
    public static (TargetStatus Status, Sentence Reason) Judge(
        Metric metric, decimal? value, PeriodTarget target, bool complete, int reporting, int expected)
    {
        if (value is not { } v)
            return (TargetStatus.Unknown, Say(nameof(InsightsTexts.NoDataNoStatus)));
        if (!complete)
            return (TargetStatus.Unknown, Say(nameof(InsightsTexts.Incomplete), reporting, expected));
        if (target.WhyNone is { } why)
            return (TargetStatus.Unknown, why);
        var (status, rule) = metric.Direction switch
        {
            Direction.Band when target is { Low: { } low, High: { } high } => JudgeBand(metric, v, low, high),
            Direction.Higher or Direction.Lower when target is { Goal: { } goal, Limit: { } limit } =>
                JudgeGoal(metric, v, goal, limit),
            _ => (TargetStatus.Unknown, Say(nameof(InsightsTexts.NoTargetNoStatus))),
        };
        return (status, target.Words is { } words ? Say(nameof(InsightsTexts.RuleAndTarget), rule, words) : rule);
    }

    /// <summary>The metric's own target for a period: a yearly amount is shared out by the days that have passed.</summary>
    /// <param name="isWhole">The figure is of all units and systems. What one of them adds is not held against the target of all.</param>
    internal static PeriodTarget Own(Metric metric, decimal passed, bool isWhole)
    {
        // Nothing at all is the one target that the whole and each part share.
        if (!isWhole && TrajectoryRules.IsAdditive(metric) && (metric.Target is not (null or 0) || metric.BandLow is not null))
            return new PeriodTarget(null, null, TrajectoryRules.OfTheWhole);
        if (metric.Direction == Direction.Band)
            return new PeriodTarget(null, null) { Low = metric.BandLow, High = metric.BandHigh };
        if (metric.Target is not { } target)
            return default;
        var share = metric.TargetPerYear ? passed / SpanRules.DaysOfYear : 1;
        var limit = metric.Amber ?? (metric.Direction == Direction.Lower ? target * 1.1m : target * 0.9m);
        return new PeriodTarget(Round(target * share), Round(limit * share));

        decimal Round(decimal amount) => metric.TargetPerYear ? decimal.Round(amount, 2) : amount;
    }

    private static (TargetStatus, Sentence) JudgeGoal(Metric metric, decimal value, decimal goal, decimal limit)
    {
        var higher = metric.Direction == Direction.Higher;
        var sign = higher ? 1 : -1;
        var status = value * sign >= goal * sign ? TargetStatus.OnTrack
            : value * sign >= limit * sign ? TargetStatus.AtRisk
            : TargetStatus.OffTrack;
        var rule = Say(higher ? nameof(InsightsTexts.RuleFrom) : nameof(InsightsTexts.RuleUpTo), Spoken.Amount(goal, metric.Unit), Spoken.Amount(limit, metric.Unit));
        return (status, goal == 0 ? rule : Say(nameof(InsightsTexts.ShareAndRule), Spoken.Amount(value / goal * 100, "%"), rule));
    }

    private static (TargetStatus, Sentence) JudgeBand(Metric metric, decimal value, decimal low, decimal high)
    {
        var status = value >= low && value <= high ? TargetStatus.OnTrack
            : value >= low * 0.9m && value <= high * 1.1m ? TargetStatus.AtRisk
            : TargetStatus.OffTrack;
        return (status, Say(nameof(InsightsTexts.RuleBand), Spoken.Amount(low, metric.Unit), Spoken.Amount(high, metric.Unit)));
    }

    private static Sentence Say(string key, params object?[] places) => new(InsightsTexts.ResourceManager, key, places);
}
