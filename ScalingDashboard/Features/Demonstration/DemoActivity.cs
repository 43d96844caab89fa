namespace ScalingDashboard.Features.Demonstration;

/// <summary>How much is done where on which day: weekdays, holidays, ends of quarters, hours. Not safe for several
/// threads: it remembers.</summary>
internal sealed class DemoActivity
{
    private const int QuarterEndDays = 3;

    /// <summary>Share of a day's work in each local hour, by <see cref="DemoHours"/>.</summary>
    private static readonly double[][] Curves =
    [
        Normal([0, 0, 0, 0, 0, .1, .4, 1.5, 4, 6, 7, 6.5, 4.5, 6, 7, 6.5, 5.5, 3.5, 1.5, .8, .5, .3, .1, 0]),
        Normal([.6, .4, .3, .3, .4, .8, 2, 3.5, 5, 6, 6.5, 6.5, 6, 6, 6, 6, 5.5, 5, 5, 4.5, 4, 3, 2, 1]),
        Normal([3.6, 3.5, 3.5, 3.5, 3.6, 3.8, 4.2, 4.4, 4.5, 4.5, 4.5, 4.4, 4.3, 4.4, 4.5, 4.4, 4.3, 4.2, 4.1, 4.1, 4, 3.9, 3.8, 3.7]),
    ];

    private readonly IReadOnlyList<DemoHoliday> _holidays;

    // Bounded by rhythms x areas x days of the history.
    private readonly Dictionary<(string Rhythm, string Region, string Country, int Day, int Span), double> _known = [];

    public DemoActivity(IReadOnlyList<DemoHoliday> holidays) => _holidays = holidays;

    /// <summary>Mean activity of the days that a report of a day covers; about 1 over a year.</summary>
    /// <param name="span">1: the day itself; more: that many days before it.</param>
    public double Mean(DemoRhythm rhythm, DemoUnit unit, DateOnly day, int span)
    {
        var key = (rhythm.Name, unit.Region, unit.Country, day.DayNumber, span);
        if (_known.TryGetValue(key, out var known))
            return known;
        var sum = 0.0;
        for (var i = 0; i < span; i++)
            sum += Of(rhythm, unit, span == 1 ? day : day.AddDays(-1 - i));
        return _known[key] = sum / span;
    }

    /// <summary>The share of a day's work that falls between two moments of it.</summary>
    /// <param name="from">Hours since midnight UTC.</param>
    /// <param name="until">Hours since midnight UTC, up to 24.</param>
    public static double ShareOf(DemoHours hours, double utcOffset, double from, double until)
    {
        var curve = Curves[(int)hours];
        var share = 0.0;
        for (var hour = (int)Math.Floor(from); hour < until; hour++)
        {
            var inside = Math.Min(until, hour + 1) - Math.Max(from, hour);
            share += inside * curve[((hour + (int)Math.Floor(utcOffset)) % 24 + 24) % 24];
        }
        return share;
    }

    private double Of(DemoRhythm rhythm, DemoUnit unit, DateOnly day)
    {
        var weekday = ((int)day.DayOfWeek + 6) % 7;
        var activity = rhythm.Days[weekday] * 7 / rhythm.Days.Sum();
        if (rhythm.Holidays > 0)
            activity *= 1 - rhythm.Holidays * (1 - Holiday(unit, day));
        return weekday < 5 && IsQuarterEnd(day) ? activity * rhythm.QuarterEnd : activity;
    }

    private double Holiday(DemoUnit unit, DateOnly day)
    {
        var number = day.Month * 100 + day.Day;
        var least = 1.0;
        foreach (var holiday in _holidays)
            if (number >= holiday.First && number <= holiday.Last && (holiday.Area == "*" || holiday.Area == unit.Country || holiday.Area == unit.Region))
                least = Math.Min(least, holiday.Activity);
        return least;
    }

    private static bool IsQuarterEnd(DateOnly day)
    {
        if (day.Month % 3 != 0)
            return false;
        var last = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        var workingDaysLeft = 0;
        for (var d = day.AddDays(1); d <= last; d = d.AddDays(1))
            if (d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                workingDaysLeft++;
        return workingDaysLeft < QuarterEndDays;
    }

    private static double[] Normal(double[] curve)
    {
        var sum = curve.Sum();
        return [.. curve.Select(c => c / sum)];
    }
}
