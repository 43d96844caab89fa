using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>How far the waves of the roll-out have come, for each unit and wave on each day. Pure.</summary>
internal sealed class DemoRollout
{
    /// <summary>Weeks from the last week of a wave until its solutions are used as planned.</summary>
    private const double LearningWeeks = 6;

    /// <summary>Share of the final effect that comes from practice after the roll-out.</summary>
    private const double PracticeShare = 0.1;

    private const double PracticeDays = 400;

    /// <summary>Weeks in which what a go-live stirs up falls to about a third.</summary>
    private const double CalmingWeeks = 4.5;

    private readonly IReadOnlyList<ScalingWave> _waves;
    private readonly int _anchor;
    private readonly int _start;

    /// <param name="anchor">The day the history ends; after it the roll-out stands still.</param>
    public DemoRollout(IReadOnlyList<ScalingWave> waves, DateOnly anchor, int rolloutWeeks)
    {
        (_waves, _anchor, _start) = (waves, anchor.DayNumber, anchor.DayNumber - rolloutWeeks * 7);
    }

    /// <summary>Use of what a unit is to get, 0 to 1.</summary>
    /// <param name="wave">One wave, or 0 for all of them together.</param>
    /// <param name="delayWeeks">How long ago the roll-out is looked at.</param>
    public double Progress(DemoUnit unit, int wave, int day, double delayWeeks)
    {
        var practice = Math.Clamp(1 - (_anchor - day) / PracticeDays, 0, 1);
        return Mean(unit, wave, day, delayWeeks, Use) * (1 - PracticeShare + PracticeShare * practice);
    }

    /// <summary>Share of the waves that are live, 0 to 1: it rises in steps.</summary>
    public double Steps(DemoUnit unit, int day, double delayWeeks) => Mean(unit, 0, day, delayWeeks, static (weeks, end, _) => weeks >= end ? 1 : 0);

    /// <summary>How much a go-live still stirs things up: about 1 on its day, then fading.</summary>
    public double Stir(DemoUnit unit, int wave, int day) =>
        Mean(unit, wave, day, 0, static (weeks, end, _) => weeks < end ? 0 : Math.Exp((end - weeks) / CalmingWeeks)) * (wave == 0 ? 2 : 1);

    private double Mean(DemoUnit unit, int wave, int day, double delayWeeks, Func<double, double, double, double> of)
    {
        if (unit.Adopted == 0)
            return 0;
        var weeks = (Math.Min(day, _anchor) - _start) / 7.0 - delayWeeks - unit.OffsetWeeks;
        var (sum, count) = (0.0, 0);
        foreach (var w in _waves)
        {
            if (wave != 0 && w.Number != wave)
                continue;
            sum += of(weeks, w.LastWeek * unit.Stretch, (w.LastWeek - w.FirstWeek + 1) * unit.Stretch);
            count++;
        }
        return count == 0 ? 0 : unit.Adopted * sum / count;
    }

    /// <summary>An S from the first week of the wave until it is learned.</summary>
    private static double Use(double weeks, double end, double length)
    {
        var x = Math.Clamp((weeks - (end - length)) / (length + LearningWeeks), 0, 1);
        return x * x * (3 - 2 * x);
    }
}
