using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary>
/// Continues a series of days with the method that would have been best on its own past, and says how far such forecasts were
/// off. Simple methods compete; one that is not clearly better than a simpler one is not chosen. The interval is made of the
/// errors of the backtest, so it needs no assumption about their shape. Pure.
/// </summary>
/// <remarks>Source of the method: rolling-origin evaluation and split conformal intervals, as in Hyndman and Athanasopoulos,
/// "Forecasting: Principles and Practice" (chapters 5.8 and 5.10), and Vovk et al., "Algorithmic Learning in a Random World".</remarks>
public static class ForecastRules
{
    /// <summary>Days of history below which nothing is said.</summary>
    public const int Least = 10 * ForecastMethods.Week;

    /// <summary>Share of days that must be known.</summary>
    private const double LeastKnown = 0.6;

    /// <summary>A method must be this much better than a simpler one.</summary>
    private const double Advantage = 0.97;

    /// <summary>Share of cases that lie within the interval.</summary>
    private const double Within = 0.8;

    private const int MostStarts = 26;
    private const int LongestTry = 8 * ForecastMethods.Week;

    /// <param name="history">A figure for each day, oldest first; null where none is known.</param>
    /// <param name="next">The day after the last of them.</param>
    /// <param name="days">How many days to say, 1 or more.</param>
    public static ForecastAnswer Of(IReadOnlyList<decimal?> history, DateOnly next, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var from = history.TakeWhile(value => value is null).Count();
        var until = history.Count - history.Reverse().TakeWhile(value => value is null).Count();
        var values = history.Take(until).Skip(from).Select(value => value is { } known ? (double)known : double.NaN).ToArray();
        var known = values.Count(value => !double.IsNaN(value));
        if (values.Length < Least || known < LeastKnown * values.Length)
            return new(null, new Sentence(ForecastingTexts.ResourceManager, nameof(ForecastingTexts.TooLittle), known, Least));

        // The days between the last known one and the first to come are said too, and not shown.
        var gap = history.Count - until;
        var tried = Math.Min(Math.Min(days + gap, LongestTry), values.Length / 3);
        var starts = Starts(values, tried);
        var tests = ForecastMethods.All.Select(method => Backtest.Of(method, values, starts, tried)).ToList();
        var best = tests.Aggregate((chosen, other) => other.Error < chosen.Error * Advantage ? other : chosen);
        var errors = Enumerable.Range(gap, days).Select(ahead => ErrorsAt(best, ahead)).ToArray();
        var said = best.Method.Continue(values, days + gap)[gap..];
        // What was never below zero is not expected there.
        var least = values.All(value => double.IsNaN(value) || value >= 0) ? 0 : double.NegativeInfinity;
        var points = said.Select((value, i) => new ForecastPoint(
            next.AddDays(i), Math.Max(least, value), Math.Max(least, value - Reach(errors[i], starts.Count)), Math.Max(least, value + Reach(errors[i], starts.Count)))).ToList();
        return new(new Forecast(best.Method.Name, points, best.Error, ErrorOf(tests, ForecastMethods.Naive), ErrorOf(tests, ForecastMethods.SeasonalNaive), starts.Count) { Errors = errors }, null);
    }

    /// <summary>The newest lengths of history from which a whole try fits: each ends with a known day.</summary>
    private static List<int> Starts(double[] values, int tried) =>
    [
        .. Enumerable.Range(0, MostStarts)
            // Five days apart, so that the starts fall on all days of the week.
            .Select(i => values.Length - tried - 5 * i)
            .Where(start => start >= values.Length / 2 && !double.IsNaN(values[start - 1])),
    ];

    /// <summary>The errors so many days ahead, together with those of the days around it: a handful alone is no distribution. Beyond what
    /// was tried they grow with the root of time, as sums of chances do.</summary>
    private static double[] ErrorsAt(Backtest test, int ahead)
    {
        var last = test.Errors.Length - 1;
        var middle = Math.Min(ahead, last);
        var around = test.Errors[Math.Max(0, middle - ForecastMethods.Week / 2)..(Math.Min(last, middle + ForecastMethods.Week / 2) + 1)];
        var growth = Math.Sqrt((ahead + 1.0) / (middle + 1));
        return [.. around.SelectMany(e => e).Select(error => error * growth)];
    }

    /// <param name="starts">Errors of one start go together: there are only so many independent ones, and few need a wider margin.</param>
    private static double Reach(double[] errors, int starts)
    {
        var sizes = errors.Select(Math.Abs).Order().ToArray();
        var share = Math.Min(1, Math.Ceiling((starts + 1) * Within) / starts);
        return sizes.Length == 0 ? double.NaN : sizes[Math.Clamp((int)Math.Ceiling(sizes.Length * share) - 1, 0, sizes.Length - 1)];
    }

    private static double ErrorOf(List<Backtest> tests, ForecastMethod method) => tests.Find(test => test.Method == method)!.Error;
}
