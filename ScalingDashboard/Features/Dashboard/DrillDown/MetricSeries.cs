using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>A metric's series as a chart takes it: a place for each bucket of the period, known or not, and the days to come.</summary>
internal sealed class MetricSeries(SeriesReader reader, ForecastReader forecasts, ReportingCalendar calendar)
{
    /// <summary>Hours are many: of a longer period the newest are shown.</summary>
    private const int MostDaysOfHours = 14;

    private const int MostDaysOfDays = 400;

    public async Task<ForecastView> ForecastAsync(Metric metric, Slice slice, Period period, Known known, CancellationToken cancellationToken)
    {
        if (period.To < calendar.DayOf(known.At))
            return new ForecastView(null, "The period is over. Choose one that reaches to today to see how it may go on.");
        try
        {
            var said = await forecasts.ReadAsync(metric, slice, known, Math.Clamp(period.Days / 4, 14, 90), cancellationToken);
            return new ForecastView(said, said.Answer.Reason);
        }
        catch (Invalid e)
        {
            return new ForecastView(null, e.Message);
        }
    }

    public async Task<SeriesView> ReadAsync(
        MetricQuestion question, Metric metric, Slice slice, Period period, MetricForecast? forecast, Known known, CancellationToken cancellationToken)
    {
        var defined = metric.On(period.To);
        var bucket = question.Bucket ?? Suitable(defined, period);
        var today = calendar.DayOf(known.At);
        var (first, last) = (period.From, period.To < today ? period.To : today);
        if (bucket == SeriesBucket.Hour && first < last.AddDays(1 - MostDaysOfHours))
            first = last.AddDays(1 - MostDaysOfHours);
        var (from, to) = (calendar.StartOf(first), last == today ? known.At : calendar.StartOf(last.AddDays(1)));
        try
        {
            SeriesRules.DemandKept(bucket, from, known.At, question.View.AsOf is not null, calendar);
            SeriesRules.DemandOneUnit(metric, slice, metric.Between(first, last));
            var points = (await reader.ReadAsync(metric, slice, bucket, from, to, known, cancellationToken)).ToDictionary(p => p.At.UtcDateTime, p => p.Value);
            var starts = StartsOf(bucket, from, to);
            var places = starts.Select(start => new SeriesPlace(Words(bucket, start), points.GetValueOrDefault(start.UtcDateTime))).ToList();
            if (bucket == SeriesBucket.Day && forecast?.Answer.Forecast is { } ahead)
                places.AddRange(ahead.Points.Where(p => p.Day > last).Select(p => new SeriesPlace(Formatting.Day(p.Day, Formatting.English), (decimal)p.Value, (decimal)p.Low, (decimal)p.High)));
            return new SeriesView(bucket, places, TargetOf(defined, bucket, slice.IsWhole), last == today, null);
        }
        catch (Invalid e)
        {
            return new SeriesView(bucket, [], null, false, e.Message);
        }
    }

    /// <summary>The narrowest bucket in which something is expected, and not more places than a screen shows.</summary>
    private static SeriesBucket Suitable(Metric metric, Period period) => metric.Cadence switch
    {
        Cadence.Month => SeriesBucket.Month,
        Cadence.Quarter => SeriesBucket.Quarter,
        Cadence.Week => SeriesBucket.Week,
        _ when period.Days > MostDaysOfDays => SeriesBucket.Week,
        _ => SeriesBucket.Day,
    };

    private List<DateTimeOffset> StartsOf(SeriesBucket bucket, DateTimeOffset from, DateTimeOffset to)
    {
        if (bucket >= SeriesBucket.Day)
            return [.. calendar.Fiscal.Bounds(bucket, calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1))).SkipLast(1).Select(calendar.StartOf)];
        List<DateTimeOffset> starts = [];
        for (var hour = calendar.HourOf(from); hour < to; hour = calendar.NextHour(hour))
            starts.Add(hour);
        return starts;
    }

    private string Words(SeriesBucket bucket, DateTimeOffset start)
    {
        var day = calendar.DayOf(start);
        return bucket switch
        {
            SeriesBucket.Hour or SeriesBucket.Minute => Formatting.Clock(start, calendar.Zone, Formatting.English),
            SeriesBucket.Day => Formatting.Day(day, Formatting.English),
            SeriesBucket.Month => Formatting.Month(day, Formatting.English),
            _ => $"from {Formatting.Day(day, Formatting.English)}",
        };
    }

    /// <summary>An amount of a year is shared out by days; a level or a ratio is the same in each bucket.</summary>
    private static decimal? TargetOf(Metric metric, SeriesBucket bucket, bool isWhole) => (TargetRules.OfOneDay(metric, isWhole), metric.TargetPerYear, bucket) switch
    {
        ({ } level, false, _) => level,
        ({ } day, true, SeriesBucket.Day) => day,
        ({ } day, true, SeriesBucket.Week) => day * 7,
        ({ }, true, SeriesBucket.Month) => metric.Target / 12,
        ({ }, true, SeriesBucket.Quarter) => metric.Target / 4,
        ({ }, true, SeriesBucket.Year) => metric.Target,
        _ => null,
    };
}
