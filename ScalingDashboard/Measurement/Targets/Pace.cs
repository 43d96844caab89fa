using System.Text.Json.Serialization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>A span with a target for an amount that is still running.</summary>
/// <param name="Goal">The amount of the whole span: of one trajectory, or of all units added up.</param>
public sealed record RunningSpan(DateOnly From, DateOnly To, decimal Goal)
{
    public int Days => To.DayNumber - From.DayNumber + 1;
}

/// <summary>How fast an amount grows, and how fast it must to reach the goal of its span.</summary>
/// <param name="SoFar">What has come in since the first day of the span.</param>
/// <param name="Due">The share of the goal that is due by now.</param>
/// <param name="PerDay">So far, on an average day.</param>
/// <param name="Needed">On an average day from now on; 0 once the goal is reached.</param>
/// <param name="Ends">Where the amount ends at the pace so far.</param>
/// <param name="Words">All of it in a sentence, in English.</param>
public sealed record Pace(RunningSpan Span, decimal SoFar, decimal Due, decimal PerDay, decimal Needed, decimal Ends, string Words)
{
    /// <summary>The same for a reader of any language.</summary>
    [JsonIgnore]
    public Sentence Said { get; init; } = Words;
}

/// <summary>Makes <see cref="Pace"/>s. Pure.</summary>
public static class PaceRules
{
    /// <summary>The span of the targets by which a figure is judged on a day; null where there is none, or units have different ones.</summary>
    public static RunningSpan? Running(Metric metric, SliceTargets set, DateOnly day)
    {
        if (metric is not { Rollup: RollupRule.Sum, Derived: null, Direction: Direction.Higher or Direction.Lower } || !set.AllSystems)
            return null;
        var each = set.Units.Select(u => SpanOn(metric, u, day)).ToList();
        if (each.Count > 0 && each.TrueForAll(s => s is not null))
            return each.DistinctBy(s => (s!.From, s.To)).Count() == 1 ? each[0]! with { Goal = each.Sum(s => s!.Goal) } : null;
        return set.IsWhole ? SpanOn(metric, set.Company, day) : null;
    }

    /// <param name="soFar">The amount from the first day of the span until now.</param>
    /// <param name="passed">Days of the span that have passed.</param>
    /// <returns>Null at the very beginning and once the span is over.</returns>
    public static Pace? Of(Metric metric, RunningSpan span, decimal soFar, decimal passed)
    {
        if (passed <= 0 || passed >= span.Days)
            return null;
        var (perDay, left) = (soFar / passed, span.Goal - soFar);
        var (needed, ends) = (Math.Max(0, left) / (span.Days - passed), perDay * span.Days);
        var words = new Sentence(TargetsTexts.ResourceManager, Text(metric, left), Show(perDay), Show(needed), Show(span.Goal), Spoken.Day(span.To), Show(ends));
        return new Pace(span, soFar, Round(span.Goal * passed / span.Days), Round(perDay), Round(needed), Round(ends), words.ToString()) { Said = words };

        ISayable Show(decimal amount) => SpanRules.Amount(metric, amount);
        static decimal Round(decimal amount) => decimal.Round(amount, 2);
    }

    private static string Text(Metric metric, decimal left) => metric.Direction == Direction.Higher
        ? left <= 0 ? nameof(TargetsTexts.PaceReached) : nameof(TargetsTexts.PaceNeeded)
        : left < 0 ? nameof(TargetsTexts.PacePassed) : nameof(TargetsTexts.PaceWithin);

    private static RunningSpan? SpanOn(Metric metric, Trajectory? trajectory, DateOnly day) =>
        trajectory?.Measure == metric.Unit && trajectory.Spans.FirstOrDefault(s => s.Includes(day)) is { Goal: { } goal } span
            ? new RunningSpan(span.From, span.To, goal)
            : null;
}
