using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>Targets as they are sent to <c>PUT /api/v1/metrics/{key}/targets</c>: all spans of one trajectory.</summary>
/// <param name="Unit">Code of a unit; null for the whole company.</param>
public sealed record TargetsRequest(string? Unit, IReadOnlyList<SpanRequest?>? Spans);

/// <summary>One span: a goal, with the border of "at risk" if it is not 10 % beyond; where the metric's direction is a band, both its sides.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public sealed record SpanRequest(DateOnly? From, DateOnly? To, decimal? Goal, decimal? Limit, decimal? Low, decimal? High);

/// <summary>What may be sent as spans of a trajectory. Pure; a problem names the field and says the remedy.</summary>
public static class SpanRequests
{
    /// <summary>Ten years of months.</summary>
    public const int Most = 120;

    // As of readings: no value is larger in size.
    private const decimal Largest = 1e16m;

    /// <exception cref="Invalid">A field is wrong (422).</exception>
    public static TargetSpans Read(Metric metric, IReadOnlyList<SpanRequest?>? asked)
    {
        if (asked is not { Count: > 0 and <= Most })
            throw TargetWords.Wrong(nameof(TargetsTexts.SpansCount), asked?.Count ?? 0, Most);
        if (metric.Direction == Direction.None)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpansNotJudged), metric.Key);
        var spans = asked.Select((span, i) => (Span: Read(metric, span, $"spans[{i.ToString(CultureInfo.InvariantCulture)}]"), Place: i)).OrderBy(s => s.Span.From).ToList();
        foreach (var (before, after) in spans.Zip(spans.Skip(1)))
            if (after.Span.From <= before.Span.To)
                throw TargetWords.Wrong(nameof(TargetsTexts.SpansOverlap), after.Place, after.Span.From, before.Place, before.Span.To);
        return new([.. spans.Select(s => s.Span)]);
    }

    private static TargetSpan Read(Metric metric, SpanRequest? asked, string field)
    {
        var from = Day(asked?.From, $"{field}.from");
        var to = Day(asked?.To, $"{field}.to");
        if (to < from)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanTurned), field);
        var span = new TargetSpan(from, to, asked?.Goal, asked?.Limit, asked?.Low, asked?.High);
        foreach (var (name, amount) in new[] { ("goal", span.Goal), ("limit", span.Limit), ("low", span.Low), ("high", span.High) })
            if (amount is <= -Largest or >= Largest)
                throw TargetWords.Wrong(nameof(TargetsTexts.SpanTooLarge), field, name);
        if (metric.Direction == Direction.Band)
            DemandBand(span, field);
        else
            DemandGoal(metric, span, field);
        return span;
    }

    private static void DemandBand(TargetSpan span, string field)
    {
        if (span is not { Low: { } low, High: { } high } || low >= high)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanNoBand), field);
        if (span.Goal is not null || span.Limit is not null)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanBandOnly), field);
    }

    private static void DemandGoal(Metric metric, TargetSpan span, string field)
    {
        if (span.Goal is not { } goal)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanNoGoal), field, metric.Unit);
        if (span.Low is not null || span.High is not null)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanGoalOnly), field);
        if (metric.Direction == Direction.Higher ? span.Limit > goal : span.Limit < goal)
            throw TargetWords.Wrong(nameof(TargetsTexts.SpanLimitGood), field);
    }

    private static DateOnly Day(DateOnly? day, string field) => day is { Year: >= Period.FirstYear and <= Period.LastYear } given
        ? given
        : throw TargetWords.Wrong(nameof(TargetsTexts.SpanNoDay), field, Period.FirstYear, Period.LastYear);
}
