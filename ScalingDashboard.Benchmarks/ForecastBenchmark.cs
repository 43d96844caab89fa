using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Benchmarks;

/// <summary>
/// Forecasts of four weeks for every metric of a demo company that is reported by day, from twelve days of its past, against repeating the
/// last day and repeating the last week. Errors of metrics are of different sizes, so each is told in those of the last week repeated.
/// </summary>
internal sealed class ForecastBenchmark(Installation installation, Report report, string company)
{
    private const int Ahead = 28, Starts = 12, Apart = 17, History = 400;

    public async Task RunAsync()
    {
        var calendar = installation.Services.GetRequiredService<ReportingCalendar>();
        var known = await installation.Services.GetRequiredService<KnownMoments>().AtAsync(null, CancellationToken.None);
        var slice = known.Catalog.Resolve(SliceFilter.Everything, UnitScope.All);
        var first = calendar.Today.AddDays(-History - Starts * Apart - Ahead);
        var (product, lastDay, within) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var metric in installation.Metrics.Where(m => m.Cadence <= Cadence.Day && !m.Rollup.IsPerUnit()))
        {
            var points = await installation.Services.GetRequiredService<SeriesReader>().ReadAsync(
                metric, slice, SeriesBucket.Day, calendar.StartOf(first), calendar.StartOf(calendar.Today), known, CancellationToken.None);
            var days = new decimal?[calendar.Today.DayNumber - first.DayNumber];
            foreach (var point in points)
                days[calendar.DayOf(point.At).DayNumber - first.DayNumber] = point.Value;
            if (Compare(days, first) is not { } errors)
                continue;
            product.Add(errors.Product / errors.LastWeek);
            lastDay.Add(errors.LastDay / errors.LastWeek);
            within.Add(errors.Within);
        }
        report.Add($"Forecast, {company}, {product.Count} metrics", "% of the error of the last week repeated", [Mean(product)], "the last day repeated", [Mean(lastDay)], higherIsBetter: false, "1 or more");
        report.Add($"Forecast, {company}, {product.Count} metrics", "% of the error of the last week repeated", [Mean(product)], "the last week repeated", [100], higherIsBetter: false, "1 or more");
        report.Add($"Forecast, {company}, days within the interval", "%", within, "80");
    }

    // Ratios are averaged by their logarithms: half as much and twice as much are as good as the same.
    private static double Mean(List<double> ratios) => 100 * Math.Exp(ratios.Average(Math.Log));

    /// <summary>Mean absolute errors, and the share of days that lay within the interval; null without enough data, or where nothing moves.</summary>
    private static (double Product, double LastDay, double LastWeek, double Within)? Compare(decimal?[] days, DateOnly first)
    {
        var (product, lastDay, lastWeek, inside) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var start = 0; start < Starts; start++)
        {
            var today = days.Length - Ahead - start * Apart;
            var history = days[(today - History)..today];
            if (history[^1] is not { } last || ForecastRules.Of(history, first.AddDays(today), Ahead).Forecast is not { } forecast)
                continue;
            for (var ahead = 0; ahead < Ahead; ahead++)
            {
                if (days[today + ahead] is not { } came || history[^(7 - ahead % 7)] is not { } week)
                    continue;
                var point = forecast.Points[ahead];
                product.Add(Math.Abs((double)came - point.Value));
                lastDay.Add(Math.Abs((double)(came - last)));
                lastWeek.Add(Math.Abs((double)(came - week)));
                inside += (double)came >= point.Low && (double)came <= point.High ? 1 : 0;
            }
        }
        return product.Count == 0 || lastWeek.Average() == 0 ? null : (product.Average(), lastDay.Average(), lastWeek.Average(), 100.0 * inside / product.Count);
    }
}
