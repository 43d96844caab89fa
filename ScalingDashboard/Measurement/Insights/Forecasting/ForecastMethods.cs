using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary>A way to continue a series of days.</summary>
/// <param name="Name">For people, as the page shows it.</param>
/// <param name="Continue">From a history (a value per day, NaN where none is known; the last day is known) to the next days.</param>
internal sealed record ForecastMethod(Sentence Name, Func<double[], int, double[]> Continue);

/// <summary>
/// The methods that compete, simplest first. All know the rhythm of the week but the first; the robust ones are made of medians, so
/// that an odd day bends none of them. Pure.
/// </summary>
internal static class ForecastMethods
{
    public const int Week = 7;

    /// <summary>Days that set level and slope.</summary>
    private const int Recent = 8 * Week;

    /// <summary>A slope fades by this much a day: no growth of today goes on for ever.</summary>
    private const double Damping = 0.985;

    /// <summary>Weight of the newest day in a smoothed level.</summary>
    private const double Smoothing = 0.25;

    public static readonly ForecastMethod Naive = new(Say(nameof(ForecastingTexts.Naive)), (history, days) => Fill(days, _ => history[^1]));

    public static readonly ForecastMethod SeasonalNaive = new(Say(nameof(ForecastingTexts.SeasonalNaive)), (history, days) => Fill(days, ahead => SameWeekday(history, ahead, 1)));

    public static readonly ForecastMethod WeekdayMedian = new(Say(nameof(ForecastingTexts.WeekdayMedian)), (history, days) => Fill(days, ahead => SameWeekday(history, ahead, 5)));

    public static readonly ForecastMethod SmoothedLevel = new(Say(nameof(ForecastingTexts.SmoothedLevel)), (history, days) =>
    {
        var rhythm = Rhythm(history);
        var level = double.NaN;
        foreach (var (value, place) in Known(history).TakeLast(Recent))
        {
            var plain = value - rhythm[place % Week];
            level = double.IsNaN(level) ? plain : level + Smoothing * (plain - level);
        }
        return Fill(days, ahead => level + rhythm[(history.Length - 1 + ahead) % Week]);
    });

    public static readonly ForecastMethod DampedTrend = new(Say(nameof(ForecastingTexts.DampedTrend)), (history, days) =>
    {
        var rhythm = Rhythm(history);
        var plain = Known(history).TakeLast(Recent).Select(k => (k.Place, Value: k.Value - rhythm[k.Place % Week])).ToArray();
        var slope = Slope(plain);
        var last = history.Length - 1;
        // Of the newest fortnight, carried along the slope to today.
        var level = Median([.. plain.TakeLast(2 * Week).Select(p => p.Value + slope * (last - p.Place))]);
        return Fill(days, ahead => level + slope * Damping * (1 - Math.Pow(Damping, ahead)) / (1 - Damping) + rhythm[(last + ahead) % Week]);
    });

    public static readonly IReadOnlyList<ForecastMethod> All = [Naive, SeasonalNaive, WeekdayMedian, SmoothedLevel, DampedTrend];

    /// <summary>The middle value; of an even number the mean of the two in the middle. NaN of none.</summary>
    public static double Median(double[] values)
    {
        if (values.Length == 0)
            return double.NaN;
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>How far each day of the week lies above the days around it (by place modulo seven); its sum is zero.</summary>
    internal static double[] Rhythm(double[] history)
    {
        var above = Enumerable.Range(0, Week).Select(_ => new List<double>()).ToArray();
        // Against the median of the seven days around it: neither slope nor an odd day leaves a trace.
        for (var day = Math.Max(Week / 2, history.Length - 2 * Recent); day < history.Length - Week / 2; day++)
            if (!double.IsNaN(history[day]) && Median([.. history[(day - Week / 2)..(day + Week / 2 + 1)].Where(v => !double.IsNaN(v))]) is var middle)
                above[day % Week].Add(history[day] - middle);
        var rhythm = above.Select(a => a.Count < 2 ? 0 : Median([.. a])).ToArray();
        var mean = rhythm.Average();
        return [.. rhythm.Select(r => r - mean)];
    }

    /// <summary>The median of the slopes between all pairs a week or more apart (Theil–Sen), per day.</summary>
    private static double Slope((int Place, double Value)[] points)
    {
        var slopes = new List<double>();
        for (var i = 0; i < points.Length; i++)
            for (var j = i + 1; j < points.Length; j++)
                if (points[j].Place - points[i].Place >= Week)
                    slopes.Add((points[j].Value - points[i].Value) / (points[j].Place - points[i].Place));
        return slopes.Count == 0 ? 0 : Median([.. slopes]);
    }

    /// <summary>The median of the newest values of a weekday; where it has none, the last value of all.</summary>
    private static double SameWeekday(double[] history, int ahead, int weeks)
    {
        var found = new List<double>(weeks);
        var first = history.Length - 1 + ahead - Week * ((ahead + Week - 1) / Week);
        for (var day = first; day >= Math.Max(0, history.Length - 2 * Recent) && found.Count < weeks; day -= Week)
            if (!double.IsNaN(history[day]))
                found.Add(history[day]);
        return found.Count == 0 ? history[^1] : Median([.. found]);
    }

    private static IEnumerable<(double Value, int Place)> Known(double[] history) =>
        history.Select((value, place) => (value, place)).Where(k => !double.IsNaN(k.value));

    private static Sentence Say(string key) => new(ForecastingTexts.ResourceManager, key);

    private static double[] Fill(int days, Func<int, double> value) => [.. Enumerable.Range(1, days).Select(value)];
}
