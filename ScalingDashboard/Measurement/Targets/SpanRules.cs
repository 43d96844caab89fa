using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>What one trajectory says about days. Pure. Of an amount the share of each span that has passed is due; of a level or a ratio the span
/// of the day it is holds.</summary>
internal static class SpanRules
{
    public const decimal DaysOfYear = 365;

    // Hours of a day are counted as binary fractions of a period.
    private const decimal Tolerance = 0.001m;

    /// <summary>What trajectories ask on some days; null where one of the days has no target.</summary>
    /// <param name="isCompany">Days without a span are covered by the metric's own target of a year, which is one of the whole company.</param>
    public static PeriodTarget? Of(Metric metric, Trajectory? trajectory, CountedDays days, bool isCompany)
    {
        // Goals in another unit mean nothing any more.
        if (trajectory is null || trajectory.Measure != metric.Unit)
            return null;
        return metric.Rollup == RollupRule.Sum ? Due(metric, trajectory, days, isCompany)
            : trajectory.Spans.FirstOrDefault(s => s.Includes(days.Day)) is { } span ? Share(metric, span, 1) with { Words = Held(span) }
            : null;
    }

    /// <summary>A part of a span's goal, with its border, or of both sides of its band.</summary>
    public static PeriodTarget Share(Metric metric, TargetSpan span, decimal share) => new(span.Goal * share, LimitOf(metric, span) * share)
    {
        Low = span.Low * share,
        High = span.High * share,
    };

    public static PeriodTarget Add(PeriodTarget a, PeriodTarget b) => new(a.Goal + b.Goal, a.Limit + b.Limit) { Low = a.Low + b.Low, High = a.High + b.High };

    /// <summary>"$12.1 M due by 10 Nov 2026 of $36.4 M for 1 Nov 2026 to 30 Nov 2026".</summary>
    public static Sentence DueWords(Metric metric, PeriodTarget due, PeriodTarget whole, DateOnly from, DateOnly to, DateOnly by) =>
        Shown(metric, due).In(Formatting.English) == Shown(metric, whole).In(Formatting.English)
            ? Say(nameof(TargetsTexts.ForSpan), Shown(metric, whole), Spoken.Day(from), Spoken.Day(to))
            : Say(nameof(TargetsTexts.DueOfSpan), Shown(metric, due), Spoken.Day(by), Shown(metric, whole), Spoken.Day(from), Spoken.Day(to));

    private static PeriodTarget? Due(Metric metric, Trajectory trajectory, CountedDays days, bool isCompany)
    {
        var (first, end) = ((decimal)days.From.DayNumber, days.From.DayNumber + days.Passed);
        var spans = trajectory.Spans.Where(s => s.From <= days.LastPassed && s.To >= days.From).ToList();
        if (spans.Count == 0)
            return null;
        var (due, covered) = (default(PeriodTarget?), 0m);
        foreach (var span in spans)
        {
            var part = Math.Max(0, Math.Min(end, span.To.DayNumber + 1) - Math.Max(first, span.From.DayNumber));
            covered += part;
            var share = Share(metric, span, part / span.Days);
            due = due is { } before ? Add(before, share) : share;
        }
        var gap = days.Passed - covered;
        if (gap > Tolerance)
        {
            if (!isCompany || !metric.TargetPerYear)
                return null;
            due = Add(due!.Value, Share(metric, new TargetSpan(days.From, days.To, metric.Target, metric.Amber, null, null), gap / DaysOfYear));
        }
        var (rounded, one) = (Rounded(due!.Value), spans[0]);
        return rounded with
        {
            Words = spans.Count == 1 && gap <= Tolerance
                ? DueWords(metric, rounded, Share(metric, one, 1), one.From, one.To, days.LastPassed)
                : Say(InARow(spans.Count, gap > Tolerance), Shown(metric, rounded), Spoken.Day(days.LastPassed), spans.Count),
        };
    }

    private static PeriodTarget Rounded(PeriodTarget t) => t with { Goal = Cents(t.Goal), Limit = Cents(t.Limit), Low = Cents(t.Low), High = Cents(t.High) };

    private static decimal? Cents(decimal? amount) => amount is { } a ? decimal.Round(a, 2) : null;

    private static decimal? LimitOf(Metric metric, TargetSpan span) => span.Limit ?? (metric.Direction == Direction.Lower ? span.Goal * 1.1m : span.Goal * 0.9m);

    private static Sentence Held(TargetSpan span) => Say(nameof(TargetsTexts.SetFor), Spoken.Day(span.From), Spoken.Day(span.To));

    private static string InARow(int spans, bool andYear) => (spans, andYear) switch
    {
        (1, true) => nameof(TargetsTexts.DueOfOneAndYear),
        (1, false) => nameof(TargetsTexts.DueOfOne),
        (_, true) => nameof(TargetsTexts.DueOfSeveralAndYear),
        (_, false) => nameof(TargetsTexts.DueOfSeveral),
    };

    private static Sentence Say(string key, params object?[] places) => new(TargetsTexts.ResourceManager, key, places);

    internal static ISayable Shown(Metric metric, PeriodTarget target) => target is { Low: { } low, High: { } high }
        ? Say(nameof(TargetsTexts.Band), Amount(metric, low), Amount(metric, high))
        : Amount(metric, target.Goal);

    internal static ISayable Amount(Metric metric, decimal? amount) => Spoken.Amount(amount, metric.Unit);
}
