namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>
/// Where a bullet's parts go, left to right in 0 to <c>width</c>. The scale always contains zero, and every bar starts
/// there: the length is the value, nothing else.
/// </summary>
public sealed record BulletGeometry
{
    // Room behind the farthest part, so that a bar beyond its target is seen to be beyond.
    private const double Headroom = 1.15;

    /// <summary>A stretch of the scale.</summary>
    public readonly record struct Bar(double X, double Width);

    /// <summary>Up to the border of "off track", then up to the target: tones of one hue. Empty without a target.</summary>
    public required IReadOnlyList<Bar> Bands { get; init; }

    public Bar? Value { get; init; }

    public Bar? Previous { get; init; }

    /// <summary>Place of the target's tick.</summary>
    public double? Target { get; init; }

    /// <param name="amber">The border between "at risk" and "off track"; null: 90 % of the target.</param>
    public static BulletGeometry Of(decimal? value, decimal? previous, decimal? target, decimal? amber, double width)
    {
        var border = amber ?? target * 0.9m;
        var ends = new[] { value, previous, target, border }.OfType<decimal>().Select(v => (double)v).ToList();
        if (ends.Count == 0 || ends.All(e => e == 0))
            return new() { Bands = [] };

        var low = Math.Min(0, ends.Min()) * Headroom;
        var high = Math.Max(0, ends.Max()) * Headroom;
        // Rounded, so that equal figures are drawn with equal text.
        double X(double v) => Math.Round(width * (v - low) / (high - low), 6);
        Bar FromZero(decimal v) => new(X(Math.Min(0, (double)v)), Math.Round(Math.Abs(X((double)v) - X(0)), 6));

        return new()
        {
            Bands = target is { } t && border is { } b ? BandsOf(FromZero(b), FromZero(t)) : [],
            Value = value is { } now ? FromZero(now) : null,
            Previous = previous is { } then ? FromZero(then) : null,
            Target = target is { } tick ? X((double)tick) : null,
        };
    }

    // The wider band is drawn first, so that the narrower one lies on it, whichever way is better.
    private static IReadOnlyList<Bar> BandsOf(Bar border, Bar target) =>
        border.Width > target.Width ? [border, target] : [target, border];
}
