namespace ScalingDashboard.Measurement.Insights;

/// <summary>When a target will be reached if the recent pace goes on. Pure.</summary>
public static class Projection
{
    /// <summary>How many of the newest trend parts set the pace.</summary>
    private const int Recent = 6;

    /// <summary>Beyond this many days a projection says nothing.</summary>
    private const double Horizon = 5 * 365;

    /// <summary>The median of all slopes between the newest points (Theil–Sen: one odd point does not bend it), in unit per day.</summary>
    public static double? Pace(IReadOnlyList<decimal?> trend, double daysPerPart)
    {
        var points = trend.Select((value, i) => (X: i * daysPerPart, Y: value)).Where(p => p.Y is not null).TakeLast(Recent).ToList();
        if (points.Count < 3)
            return null;
        var slopes = new List<double>();
        for (var i = 0; i < points.Count; i++)
            for (var j = i + 1; j < points.Count; j++)
                slopes.Add((double)(points[j].Y!.Value - points[i].Y!.Value) / (points[j].X - points[i].X));
        slopes.Sort();
        var middle = slopes.Count / 2;
        return slopes.Count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    }

    /// <summary>The day a rising figure reaches its target; null when it is reached already or not in sight.</summary>
    public static DateOnly? Reached(decimal value, decimal target, double? pace, DateOnly today)
    {
        if (value >= target || pace is not > 0)
            return null;
        var days = (double)(target - value) / pace.Value;
        return days <= Horizon ? today.AddDays((int)Math.Ceiling(days)) : null;
    }

    /// <summary>The first day of the unbroken run of parts, up to the newest, in which the target was held.</summary>
    /// <param name="starts">First days of the parts.</param>
    public static DateOnly? HeldSince(IReadOnlyList<decimal?> trend, IReadOnlyList<DateOnly> starts, decimal target)
    {
        DateOnly? since = null;
        for (var i = trend.Count - 1; i >= 0 && trend[i] >= target; i--)
            since = starts[i];
        return since;
    }
}
