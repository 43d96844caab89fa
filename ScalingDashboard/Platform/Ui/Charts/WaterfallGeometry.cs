namespace ScalingDashboard.Platform.Ui.Charts;

/// <summary>One bar of a waterfall.</summary>
/// <param name="IsLevel">True for a figure that stands on zero, false for a step from the one before.</param>
public sealed record WaterfallStep(string Label, decimal Amount, bool IsLevel = false, string? Hint = null);

/// <summary>Where the bars of a waterfall go, in percent from left to right: each step begins where the one before ended.</summary>
/// <param name="X">The left end.</param>
/// <param name="From">Where the step begins and, behind it, where it ends.</param>
public readonly record struct WaterfallBar(double X, double Width, double From, double To)
{
    /// <summary>Thinner is not seen.</summary>
    private const double Thinnest = 0.4;

    // Levels that differ by little are told apart by cutting off what they have in common; the axis says so.
    private const double CutBelow = 0.5;

    /// <summary>The bars, and the amount that the scale begins with: zero, unless the steps would be too small to see.</summary>
    public static (IReadOnlyList<WaterfallBar> Bars, decimal Origin) Of(IReadOnlyList<WaterfallStep> steps)
    {
        var ends = new List<(decimal From, decimal To)>(steps.Count);
        var running = 0m;
        foreach (var step in steps)
        {
            var from = step.IsLevel ? 0 : running;
            running = step.IsLevel ? step.Amount : running + step.Amount;
            ends.Add((from, running));
        }
        if (ends.Count == 0)
            return ([], 0);
        var (low, high) = (ends.Min(e => e.To), ends.Max(e => e.To));
        var origin = low > 0 && (double)(high - low) < CutBelow * (double)high ? Math.Max(0, low - (high - low) / 2) : Math.Min(0, low);
        var span = (double)(Math.Max(high, origin) - origin);
        double X(decimal amount) => span == 0 ? 0 : Math.Round(Math.Clamp((double)(amount - origin) / span, 0, 1) * 100, 4);
        return ([.. ends.Select(e => Bar(X(e.From), X(e.To)))], origin);
    }

    private static WaterfallBar Bar(double from, double to) =>
        new(Math.Min(from, to), Math.Max(Math.Abs(to - from), Thinnest), from, to);
}
