using ScalingDashboard.Measurement.Insights.Forecasting;

namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>
/// Finds the days of a series that are unlike those before them. Each is compared with the level of the days just before it,
/// the rhythm of the week and the drift, and marked when it lies far further off than such days did. Only days before the
/// judged one are looked at, so a mark neither comes nor goes when later days are known. Pure.
/// </summary>
/// <remarks>Everything is made of medians and quantiles: an odd day bends none of them, and no shape of the noise is assumed. A
/// lasting step is unusual until it fills half of the days that make the level, a week of work; then it is what is usual.</remarks>
public static class UnusualRules
{
    /// <summary>Days before the first one to be judged that should be handed in as well: what is older counts no more.</summary>
    public const int LookBack = 52 * ForecastMethods.Week;

    /// <summary>Days since the first known one below which nothing is said.</summary>
    private const int Least = 8 * ForecastMethods.Week;

    /// <summary>Days since the first known one from which what is usual can be said at all.</summary>
    private const int WarmUp = 4 * ForecastMethods.Week;

    /// <summary>Known days that make the level, and how old they may be. Odd, so that a step shifts it at once.</summary>
    private const int Around = 9, AroundReach = 8 * ForecastMethods.Week, LeastAround = 4;

    /// <summary>Below this share of the figure a distance is an error of rounding.</summary>
    private const double Rounding = 1e-9;

    /// <param name="days">A figure for each day, oldest first; null where none is known.</param>
    /// <param name="first">The first of these days.</param>
    public static IReadOnlyList<UnusualDay> Of(IReadOnlyList<decimal?> days, DateOnly first)
    {
        double[] values = [.. days.Select(day => day is { } known ? (double)known : double.NaN)];
        var start = Array.FindIndex(values, value => !double.IsNaN(value));
        var found = new List<UnusualDay>();
        if (start < 0)
            return found;
        var past = new PastDistances();
        double[] rhythm = [];
        for (var day = start + WarmUp; day < values.Length; day++)
        {
            // Anew every week: it changes slowly, and is the dear part.
            if ((day - start) % ForecastMethods.Week == 0)
                rhythm = ForecastMethods.Rhythm(values[..day]);
            if (double.IsNaN(values[day]) || Level(values, day, rhythm) is not { } level)
                continue;
            var usual = level.Middle + rhythm[day % ForecastMethods.Week];
            var expected = usual + past.Drift();
            var off = Distance(values[day], expected);
            if (day - start >= Least && past.Border() is { } border && off > border)
                found.Add(new UnusualDay(first.AddDays(day), days[day]!.Value, (decimal)Math.Clamp(expected, -1e28, 1e28), off / past.Middle()));
            past.Add(values[day] - usual, off, moved: values[day] != level.Last);
        }
        return found;
    }

    /// <summary>The middle of the last known days before one without their rhythm, and the last of them as it is.</summary>
    private static (double Middle, double Last)? Level(double[] values, int day, double[] rhythm)
    {
        var (plain, last) = (new List<double>(Around), double.NaN);
        for (var i = day - 1; i >= Math.Max(0, day - AroundReach) && plain.Count < Around; i--)
        {
            if (double.IsNaN(values[i]))
                continue;
            if (plain.Count == 0)
                last = values[i];
            plain.Add(values[i] - rhythm[i % ForecastMethods.Week]);
        }
        return plain.Count < LeastAround ? null : (ForecastMethods.Median([.. plain]), last);
    }

    private static double Distance(double value, double expected) =>
        Math.Abs(value - expected) is var off && off > Rounding * Math.Max(Math.Abs(value), Math.Abs(expected)) ? off : 0;
}
