using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Measurement.Insights.Unusual;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;
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
            return new ForecastView(null, new Sentence(DrillDownTexts.ResourceManager, nameof(DrillDownTexts.PeriodOver)));
        try
        {
            var said = await forecasts.ReadAsync(metric, slice, known, Math.Clamp(period.Days / 4, 14, 90), cancellationToken);
            return new ForecastView(said, said.Answer.Reason);
        }
        catch (Invalid e)
        {
            return new ForecastView(null, e.Said);
        }
    }

    public async Task<SeriesView> ReadAsync(
        MetricQuestion question, Metric metric, Slice slice, Period period, MetricForecast? forecast, IReadOnlyList<Annotation> notes, Known known, CancellationToken cancellationToken)
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
            var (starts, set) = (StartsOf(bucket, from, to), SliceTargets.Of(known.Catalog, defined, slice));
            var unusual = bucket == SeriesBucket.Day ? await UnusualAsync(defined, slice, first, last == today ? last.AddDays(-1) : last, known, cancellationToken) : [];
            var places = starts.Select((start, i) => new SeriesPlace(Words(bucket, start), points.GetValueOrDefault(start.UtcDateTime))
            {
                Remark = Remark(calendar.DayOf(start), NextOf(i)),
                Target = set.Any ? TargetRules.For(defined, set, Whole(calendar.DayOf(start), NextOf(i), bucket)).Goal : null,
            }).ToList();
            if (bucket == SeriesBucket.Day && forecast?.Answer.Forecast is { } ahead)
                places.AddRange(ahead.Points.Where(p => p.Day > last).Select(p => new SeriesPlace(Formatting.Day(p.Day, CultureInfo.CurrentCulture), (decimal)p.Value, (decimal)p.Low, (decimal)p.High)));
            return new SeriesView(bucket, places, set.Any ? Same(places) : TargetOf(defined, bucket, set, last), last == today, null);

            DateOnly NextOf(int place) => place + 1 < starts.Count ? calendar.DayOf(starts[place + 1]) : last.AddDays(1);

            string? Remark(DateOnly day, DateOnly next)
            {
                string[] said =
                [
                    .. unusual.Where(u => u.Day == day).Select(u => UnusualWords.Of(defined, u).Here()),
                    // Of a day; where a place is an hour, at the first of them.
                    .. notes.Where(n => n.Day >= day && (n.Day < next || (n.Day == day && bucket == SeriesBucket.Day))).Select(n => n.Said?.Here() ?? n.Text),
                ];
                return said.Length == 0 ? null : string.Join(" ", said);
            }
        }
        catch (Invalid e)
        {
            return new SeriesView(bucket, [], null, false, e.Said);
        }
    }

    /// <summary>Days unlike those before them, with what each is compared with read as well. A day that is still running would look like a
    /// drop and is not judged.</summary>
    private async Task<IReadOnlyList<UnusualDay>> UnusualAsync(Metric metric, Slice slice, DateOnly first, DateOnly last, Known known, CancellationToken cancellationToken)
    {
        var start = first.AddDays(-UnusualRules.LookBack);
        if (last < first)
            return [];
        var days = await reader.ReadDaysAsync(metric, slice, start, last, known, cancellationToken);
        return [.. UnusualRules.Of(days, start).Where(u => u.Day >= first)];
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
            SeriesBucket.Hour or SeriesBucket.Minute => Formatting.Clock(start, calendar.Zone, CultureInfo.CurrentCulture),
            SeriesBucket.Day => Formatting.Day(day, CultureInfo.CurrentCulture),
            SeriesBucket.Month => Formatting.Month(day, CultureInfo.CurrentCulture),
            _ => DrillDownTexts.PlaceFrom.With(Formatting.Day(day, CultureInfo.CurrentCulture)),
        };
    }

    /// <summary>The days of a place, as if they had passed: the last one is held against its whole share as well.</summary>
    private static CountedDays Whole(DateOnly first, DateOnly next, SeriesBucket bucket) =>
        bucket < SeriesBucket.Day ? new(first, first, 0) : new(first, next.AddDays(-1), next.DayNumber - first.DayNumber);

    /// <summary>What all places are held against; null where that changes on the way, and where some have none.</summary>
    private static decimal? Same(IReadOnlyList<SeriesPlace> places) =>
        places.Where(p => !p.IsAhead).Select(p => p.Target).Distinct().ToList() is [{ } one] ? one : null;

    /// <summary>An amount of a year is shared out by days; a level or a ratio is the same in each bucket.</summary>
    private static decimal? TargetOf(Metric metric, SeriesBucket bucket, SliceTargets set, DateOnly asked) => (TargetRules.OfOneDay(metric, set, asked), metric.TargetPerYear, bucket) switch
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
