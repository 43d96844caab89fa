using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;

namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary>How a metric's days will go on within a slice, and what that means for its target.</summary>
/// <param name="From">The first day to come: today, which is not over.</param>
/// <param name="Days">The days before it that the forecast rests on, oldest first; null is a day without a figure.</param>
/// <param name="Goal">What a day is held against, in the metric's unit; null where there is no target, or a band.</param>
/// <param name="Expected">The first day to come that is expected to be as good as the goal; null when none is in sight.</param>
/// <param name="Probability">How likely the last day to come is as good as the goal, above 0 and below 1.</param>
public sealed record MetricForecast(
    Metric Metric, DateOnly From, IReadOnlyList<decimal?> Days, ForecastAnswer Answer, decimal? Goal, DateOnly? Expected, double? Probability);

/// <summary>Makes forecasts from the day series.</summary>
public sealed class ForecastReader(SeriesReader series, ReportingCalendar calendar)
{
    /// <summary>A year and a month: one of each season, and enough weeks to try methods on.</summary>
    private const int HistoryDays = 400;

    /// <param name="ahead">Days to say, 1 or more.</param>
    /// <exception cref="Platform.Data.Invalid">The metric has no figure over several units (422).</exception>
    public async Task<MetricForecast> ReadAsync(Metric metric, Slice slice, Known known, int ahead, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(known.At);
        var defined = metric.On(today);
        SeriesRules.DemandOneUnit(defined, slice, [defined.Definition]);
        var days = await series.ReadDaysAsync(defined, slice, today.AddDays(-HistoryDays), today.AddDays(-1), known, cancellationToken);
        var answer = ForecastRules.Of(days, today, ahead);
        var goal = TargetRules.OfOneDay(defined, SliceTargets.Of(known.Catalog, defined, slice), today);
        if (answer.Forecast is not { } forecast || goal is not { } target)
            return new MetricForecast(defined, today, days, answer, goal, null, null);
        var higher = defined.Direction == Direction.Higher;
        return new MetricForecast(defined, today, days, answer, goal, forecast.Reached((double)target, higher), forecast.Probability((double)target, higher, ahead));
    }
}
