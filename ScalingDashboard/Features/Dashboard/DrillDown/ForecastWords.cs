using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>A forecast in plain words: what is expected, how such forecasts did so far, and what it means for the target.</summary>
internal static class ForecastWords
{
    private static readonly IFormatProvider Culture = Formatting.English;

    public static string Of(MetricView view)
    {
        if (view.Forecast.Said is not { Answer.Forecast: { } forecast } said)
            return $"No forecast. {view.Forecast.WhyNone}";
        var text = $"{Method(said, forecast)} {Target(said, forecast)}".TrimEnd();
        return view.Series.Bucket == SeriesBucket.Day ? text : $"{text} It is drawn by day.";
    }

    private static string Method(MetricForecast said, Forecast forecast)
    {
        string Show(double value) => Formatting.Value((decimal)value, said.Metric.Unit == "%" ? "pp" : said.Metric.Unit, Culture);
        return string.Create(Culture, $"Forecast by {forecast.Method}: tried on {forecast.Backtests} days of the past it was off by {Show(forecast.Error)} on average, repeating the last day by {Show(forecast.NaiveError)}, the last week by {Show(forecast.SeasonalError)}.");
    }

    private static string Target(MetricForecast said, Forecast forecast)
    {
        if (said is not { Goal: { } goal, Probability: { } probability })
            return "";
        var what = $"the target of {Formatting.Value(goal, said.Metric.Unit, Culture)}{(said.Metric.TargetPerYear ? " a day" : "")}";
        var when = said.Expected switch
        {
            null => $"{Capital(what)} is not in sight by {Formatting.Day(forecast.Points[^1].Day, Culture)}",
            { } day when day == said.From => $"{Capital(what)} is expected to be held",
            { } day => $"{Capital(what)} is expected on {Formatting.Day(day, Culture)}",
        };
        return string.Create(Culture, $"{when}; the chance that {Formatting.Day(forecast.Points[^1].Day, Culture)} is as good as it: {Math.Round(100 * probability):0} %.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
