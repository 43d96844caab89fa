namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>One place on the time axis of a <see cref="SeriesChart"/>.</summary>
/// <param name="When">The bucket in words, as the axis and the read-out show it.</param>
/// <param name="Value">Null is a gap, and stays one.</param>
/// <param name="Low">Of a value that is still to come: the lower end of its interval.</param>
/// <param name="Remark">Why a reader should look at this place; null for most.</param>
public sealed record SeriesPlace(string When, decimal? Value, decimal? Low = null, decimal? High = null, string? Remark = null)
{
    /// <summary>What this place is held against, where places differ in it.</summary>
    public decimal? Target { get; init; }

    /// <summary>True for a place that is still to come.</summary>
    public bool IsAhead => Low is not null;
}

/// <summary>A line of the grid and what it says.</summary>
public readonly record struct AxisTick(double Y, decimal Value);

/// <summary>
/// Where the strokes of a series go, in 0 to 1000 to the right and 0 to 1000 down, so that any size can be drawn of it. Gaps stay gaps; the
/// scale begins where the values do, because a line compares places and not lengths.
/// </summary>
public sealed record SeriesGeometry
{
    public const double Size = 1000;

    // Above and below the outermost values.
    private const double Headroom = 0.06;
    private const int MostTicks = 5;

    /// <summary>Unbroken runs of what happened.</summary>
    public required IReadOnlyList<IReadOnlyList<Point>> Runs { get; init; }

    /// <summary>From the last that happened on to what is to come.</summary>
    public IReadOnlyList<Point> Ahead { get; init; } = [];

    /// <summary>Around what is to come: along its upper ends, and back along its lower ones.</summary>
    public IReadOnlyList<Point> Interval { get; init; } = [];

    /// <summary>The way to a last value that is not complete yet.</summary>
    public (Point From, Point To)? Partial { get; init; }

    public double? TargetY { get; init; }

    /// <summary>Where places have different targets: a step for each of them, unbroken where all have one.</summary>
    public IReadOnlyList<IReadOnlyList<Point>> Steps { get; init; } = [];

    public IReadOnlyList<AxisTick> Ticks { get; init; } = [];

    /// <summary>One for each place; null where nothing is known.</summary>
    public IReadOnlyList<Point?> Points { get; init; } = [];

    /// <param name="lastIsPartial">The last place that happened is still running.</param>
    public static SeriesGeometry Of(IReadOnlyList<SeriesPlace> places, decimal? target, bool lastIsPartial)
    {
        var ends = places.SelectMany(p => new[] { p.Value, p.Low, p.High }).OfType<decimal>().Select(v => (double)v).ToList();
        if (ends.Count == 0)
            return new() { Runs = [] };
        var near = Near(ends.Min(), ends.Max(), (double?)target);
        List<double?> steps = [.. places.Select(p => target is null ? Near(ends.Min(), ends.Max(), (double?)p.Target) : null)];
        double?[] seen = [ends.Min(), ends.Max(), near, .. steps];
        var (low, high) = Scale(seen.Min()!.Value, seen.Max()!.Value);
        double Y(double value) => Size * (high - value) / (high - low);
        var points = places.Select((p, i) => p.Value is { } value ? new Point(XOf(i, places.Count), Y((double)value)) : (Point?)null).ToList();

        var past = places.TakeWhile(p => !p.IsAhead).Count();
        var running = lastIsPartial && past > 1 && points[past - 1] is { } last && points[past - 2] is { } before ? (before, last) : ((Point, Point)?)null;
        var newest = points.Take(past).LastOrDefault(p => p is not null);
        var ahead = points.Skip(past).OfType<Point>().ToList();
        return new()
        {
            Runs = RunsOf(points.Take(running is null ? past : past - 1)),
            Partial = running,
            Ahead = ahead.Count == 0 || newest is null ? ahead : [newest.Value, .. ahead],
            Interval = [.. Edge(places.Select(p => p.High)), .. Edge(places.Select(p => p.Low)).Reverse()],
            TargetY = near is { } t ? Y(t) : null,
            // The beginning and the end of each place, so that what changes between two of them is upright.
            Steps = RunsOf(steps.SelectMany((step, i) => new[] { 0, 1 }.Select(end => step is { } level ? new Point(Size * (i + end) / places.Count, Y(level)) : (Point?)null))),
            Ticks = [.. TicksOf(low, high).Select(value => new AxisTick(Y((double)value), value))],
            Points = points,
        };

        IEnumerable<Point> Edge(IEnumerable<decimal?> edge) =>
            edge.Select((value, i) => (value, i)).Where(e => e.value is not null).Select(e => new Point(XOf(e.i, places.Count), Y((double)e.value!.Value)));
    }

    /// <summary>The middle of a place.</summary>
    public static double XOf(int place, int places) => Size * (place + 0.5) / places;

    /// <summary>Unbroken runs of known points.</summary>
    internal static IReadOnlyList<IReadOnlyList<Point>> RunsOf(IEnumerable<Point?> points)
    {
        var runs = new List<IReadOnlyList<Point>>();
        var run = new List<Point>();
        foreach (var point in points.Append(null))
        {
            if (point is { } p)
            {
                run.Add(p);
            }
            else if (run.Count > 0)
            {
                runs.Add(run);
                run = [];
            }
        }
        return runs;
    }

    // A target further away than the values' own span would flatten them to a line; the text beside the chart names it.
    internal static double? Near(double low, double high, double? target)
    {
        var span = high > low ? high - low : Math.Max(Math.Abs(high), 1) / 2;
        return target >= low - span && target <= high + span ? target : null;
    }

    // Amounts that are never below zero have no scale below zero.
    private static (double Low, double High) Scale(double low, double high)
    {
        var room = Math.Max((high - low) * Headroom, Math.Max(Math.Abs(high), 1e-9) * 0.01);
        return (low >= 0 ? Math.Max(0, low - room) : low - room, high + room);
    }

    /// <summary>Round numbers, at most five: 1, 2 or 5 times a power of ten apart.</summary>
    private static IEnumerable<decimal> TicksOf(double low, double high)
    {
        var rough = (high - low) / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (decimal)(new[] { 1, 2, 5, 10 }.First(times => times * power >= rough) * power);
        for (var tick = Math.Ceiling((decimal)low / step) * step; tick <= (decimal)high; tick += step)
            yield return tick;
    }
}
