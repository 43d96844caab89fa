using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What a series can not be asked for, because the metric's rule forbids it or nothing is kept of it. Pure; every
/// refusal says the rule and the remedy.</summary>
internal static class SeriesRules
{
    private const int Unprocessable = StatusCodes.Status422UnprocessableEntity;

    /// <summary>The metric with another percentile in all its versions.</summary>
    /// <param name="text">0 to 100; null or empty leaves it as it is.</param>
    /// <exception cref="Invalid">It is no number, or a version in the span is not pooled.</exception>
    public static Metric WithPercentile(Metric metric, string? text, IReadOnlyList<MetricDefinition> definitions)
    {
        if (string.IsNullOrWhiteSpace(text))
            return metric;
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percentile) || percentile > 100)
            throw new Invalid($"percentile: '{text}' is no number from 0 to 100. Ask for one like 50, 85, 90, 95 or 99.");
        if (definitions.FirstOrDefault(d => d.Rollup != RollupRule.Pool || d.Derived is not null) is { } other)
            throw new Invalid($"percentile: '{metric.Key}' {Rule(other)}, which keeps no single values. Leave percentile out, or ask for a metric that rolls up by POOL.", Unprocessable);
        return metric with { Percentile = percentile, Earlier = new([.. metric.Earlier.Select(d => d with { Percentile = percentile })]) };
    }

    /// <exception cref="Invalid">Figures of several units would have to be combined that never are.</exception>
    public static void DemandOneUnit(Metric metric, Slice slice, IReadOnlyList<MetricDefinition> definitions)
    {
        if (slice.UnitIds.Count != 1 && definitions.FirstOrDefault(d => d.Rollup.IsPerUnit()) is { } apart)
            throw new Invalid(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.OneUnit), metric.Key, Rule(apart)), Unprocessable);
    }

    /// <param name="systems">Systems that have reported the metric within the slice; 0 is none named.</param>
    /// <exception cref="Invalid">Figures of several systems would have to be combined that never are.</exception>
    public static void DemandOneSystem(Metric metric, IReadOnlyList<int> systems, CatalogSnapshot catalog)
    {
        if (systems.Count < 2)
            return;
        var codes = catalog.Systems.Where(s => systems.Contains(s.Id)).Select(s => s.Code).Order(StringComparer.Ordinal).ToList();
        throw new Invalid($"The metric '{metric.Key}' rolls up by {RollupRule.NoAgg.Code()}: figures of several AI systems are not combined. "
            + $"Choose one with system=CODE: {string.Join(", ", codes)}.", Unprocessable);
    }

    /// <param name="isPast">Asked for as known at a past moment.</param>
    /// <exception cref="Invalid">Minutes or hours are asked for that are not kept.</exception>
    public static void DemandKept(SeriesBucket bucket, DateTimeOffset from, DateTimeOffset now, bool isPast, ReportingCalendar calendar)
    {
        if (bucket == SeriesBucket.Minute && isPast)
            throw new Invalid(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.MinutesOfNow)), Unprocessable);
        if (bucket == SeriesBucket.Minute && from < now - MinuteReader.Reach)
            throw new Invalid(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.MinutesReach), MinuteReader.Reach.TotalHours, now - MinuteReader.Reach), Unprocessable);
        var first = calendar.DayOf(now).AddDays(-RollupWork.DaysWithHours);
        if (bucket == SeriesBucket.Hour && calendar.DayOf(from) < first)
            throw new Invalid(new Sentence(InsightsTexts.ResourceManager, nameof(InsightsTexts.HoursKept), RollupWork.DaysWithHours, first), Unprocessable);
    }

    private static Sentence Rule(MetricDefinition definition) => definition.Derived is { } derived
        ? new(InsightsTexts.ResourceManager, nameof(InsightsTexts.IsDerived), derived)
        : new(InsightsTexts.ResourceManager, nameof(InsightsTexts.RollsUpBy), definition.Rollup.Code());
}
