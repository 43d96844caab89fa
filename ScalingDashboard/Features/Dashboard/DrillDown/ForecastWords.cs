using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>A forecast in plain words: what is expected, how such forecasts did so far, and what it means for the target.</summary>
internal static class ForecastWords
{
    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    public static string Of(MetricView view)
    {
        if (view.Forecast.Said is not { Answer.Forecast: { } forecast } said)
            return DrillDownTexts.NoForecast.With(view.Forecast.WhyNone?.Here());
        var text = Method(said, forecast);
        if (Target(said, forecast) is { } target)
            text = DrillDownTexts.ForecastAndTarget.With(text, target);
        return view.Series.Bucket == SeriesBucket.Day ? text : DrillDownTexts.ForecastDrawnByDay.With(text);
    }

    private static string Method(MetricForecast said, Forecast forecast)
    {
        string Show(double value) => Formatting.Value((decimal)value, said.Metric.Unit == "%" ? "pp" : said.Metric.Unit, Culture);
        return DrillDownTexts.Forecast.With(forecast.Method.Here(), forecast.Backtests, Show(forecast.Error), Show(forecast.NaiveError), Show(forecast.SeasonalError));
    }

    private static string? Target(MetricForecast said, Forecast forecast)
    {
        if (said is not { Goal: { } goal, Probability: { } probability })
            return null;
        var level = Formatting.Value(goal, said.Metric.Unit, Culture);
        var text = said.Expected is not { } day ? DrillDownTexts.GoalOutOfSight : day == said.From ? DrillDownTexts.GoalHeld : DrillDownTexts.GoalReached;
        return text.With(
            said.Metric.TargetPerYear ? DrillDownTexts.ADay.With(level) : level, Formatting.Day(forecast.Points[^1].Day, Culture), Math.Round(100 * probability),
            said.Expected is { } expected ? Formatting.Day(expected, Culture) : null);
    }
}
