using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>Why a day is unusual as one plain sentence, made by template: every number in it stands in the finding.</summary>
public static class UnusualWords
{
    /// <summary>Beyond it the number of times says nothing more.</summary>
    private const double MostTimes = 1_000_000;

    /// <summary>"$1.2 M is 8.1 times as far from the $0.8 M of a usual Tuesday as such days have been."</summary>
    public static string Of(Metric metric, UnusualDay day)
    {
        var unit = metric.On(day.Day).Unit;
        var (value, usual) = (Formatting.Value(day.Value, unit, Formatting.English), Formatting.Value(day.Expected, unit, Formatting.English));
        // Two figures that are rounded to the same text are no reason.
        if (value == usual)
            (value, usual) = (Formatting.Full(day.Value, unit, Formatting.English), Formatting.Full(day.Expected, unit, Formatting.English));
        var times = Formatting.Value(decimal.Round((decimal)Math.Min(day.Times, MostTimes), 1), "count", Formatting.English);
        return $"{value} is {times} times as far from the {usual} of a usual {day.Day.DayOfWeek} as such days have been.";
    }
}
