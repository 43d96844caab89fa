using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>Why a day is unusual as one plain sentence, made by template: every number in it stands in the finding.</summary>
public static class UnusualWords
{
    /// <summary>Beyond it the number of times says nothing more.</summary>
    private const double MostTimes = 1_000_000;

    /// <summary>"$1.2 M is 8.1 times as far from the $0.8 M of a usual Tuesday as such days have been."</summary>
    public static Sentence Of(Metric metric, UnusualDay day)
    {
        var unit = metric.On(day.Day).Unit;
        // Two figures that are rounded to the same text are no reason.
        var inFull = Formatting.Value(day.Value, unit, Formatting.English) == Formatting.Value(day.Expected, unit, Formatting.English);
        ISayable Show(decimal value) => Spoken.As(culture => inFull ? Formatting.Full(value, unit, culture) : Formatting.Value(value, unit, culture));
        var times = Spoken.Amount(decimal.Round((decimal)Math.Min(day.Times, MostTimes), 1), "count");
        return new(UnusualTexts.ResourceManager, nameof(UnusualTexts.Day), Show(day.Value), times, Show(day.Expected), day.Day);
    }
}
