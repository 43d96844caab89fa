using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Forecasting;

/// <summary>A day to come.</summary>
/// <param name="Low">The figure lies above this in nine of ten cases, and between both in eight of ten.</param>
public readonly record struct ForecastPoint(DateOnly Day, double Value, double Low, double High);

/// <summary>How a series of days will go on, and how good such forecasts of it have been.</summary>
/// <param name="Method">The method that would have been best so far, in words.</param>
/// <param name="Error">Its mean absolute error in the backtest, in the unit of the series.</param>
/// <param name="NaiveError">That of repeating the last value.</param>
/// <param name="SeasonalError">That of repeating the last week.</param>
/// <param name="Backtests">From how many past days it was tried.</param>
public sealed record Forecast(Sentence Method, IReadOnlyList<ForecastPoint> Points, double Error, double NaiveError, double SeasonalError, int Backtests)
{
    /// <summary>For each point the errors of the past so many days ahead: what came minus what was said.</summary>
    internal IReadOnlyList<double[]> Errors { get; init; } = [];

    /// <summary>The first day to come on which the figure is expected to be as good as the target; null when none is in sight.</summary>
    public DateOnly? Reached(double target, bool higherIsBetter)
    {
        foreach (var point in Points)
            if (higherIsBetter ? point.Value >= target : point.Value <= target)
                return point.Day;
        return null;
    }

    /// <summary>How likely the figure is as good as the target on the n-th day to come, above 0 and below 1: by the share of past errors
    /// that would have left it there. A sure thing is never claimed.</summary>
    /// <param name="ahead">1 for the first day of <see cref="Points"/>.</param>
    public double Probability(double target, bool higherIsBetter, int ahead)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ahead >= 1 && ahead <= Points.Count, true, nameof(ahead));
        var errors = Errors[ahead - 1];
        var good = errors.Count(error => higherIsBetter ? Points[ahead - 1].Value + error >= target : Points[ahead - 1].Value + error <= target);
        return (good + 1.0) / (errors.Length + 2);
    }
}

/// <summary>A forecast, or why there is none.</summary>
public readonly record struct ForecastAnswer(Forecast? Forecast, Sentence? Reason);
