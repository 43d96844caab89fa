namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>Where a sparkline's strokes go. Gaps stay gaps; the scale fits the values and, if it is near, the target.</summary>
public sealed record SparklineGeometry
{
    private const double Margin = 3;

    /// <summary>Unbroken runs of known values, solid; a run of one is a dot of its own.</summary>
    public required IReadOnlyList<IReadOnlyList<Point>> Runs { get; init; }

    /// <summary>The way to a last value that is not complete yet, drawn dashed.</summary>
    public (Point From, Point To)? Partial { get; init; }

    /// <summary>The newest known value.</summary>
    public Point? End { get; init; }

    /// <summary>Height of the target line; null when there is none or it lies far outside the values.</summary>
    public double? TargetY { get; init; }

    /// <param name="values">Oldest first; null is a gap.</param>
    /// <param name="lastIsPartial">The last value belongs to a part of time that is still running.</param>
    public static SparklineGeometry Of(
        IReadOnlyList<decimal?> values, decimal? target, bool lastIsPartial, double width, double height)
    {
        var known = values.OfType<decimal>().ToList();
        if (known.Count == 0)
            return new() { Runs = [] };

        var (low, high) = ((double)known.Min(), (double)known.Max());
        var line = SeriesGeometry.Near(low, high, (double?)target);
        if (line is { } t)
            (low, high) = (Math.Min(low, t), Math.Max(high, t));

        double Y(double value) => high > low
            ? Margin + (height - 2 * Margin) * (high - value) / (high - low)
            : height / 2;
        var step = values.Count > 1 ? (width - 2 * Margin) / (values.Count - 1) : 0;
        var points = values
            .Select((v, i) => v is { } value ? new Point(Margin + i * step, Y((double)value)) : (Point?)null)
            .ToList();

        var partial = EndsDashed(values, lastIsPartial) ? (points[^2]!.Value, points[^1]!.Value) : ((Point, Point)?)null;
        return new()
        {
            Runs = SeriesGeometry.RunsOf(partial is null ? points : points[..^1]),
            Partial = partial,
            End = points.LastOrDefault(p => p is not null),
            TargetY = line is { } y ? Y(y) : null,
        };
    }

    /// <summary>True where a last stroke is drawn that is dashed: words beside the drawing say why.</summary>
    public static bool EndsDashed(IReadOnlyList<decimal?> values, bool lastIsPartial) => lastIsPartial && values is [.., not null, not null];
}
