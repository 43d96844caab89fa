using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Turns the parts of an outcome's metrics into its figure. Pure.</summary>
public static class OutcomeRules
{
    /// <param name="parts">One for each metric of the outcome, in its order.</param>
    public static OutcomeFigure Build(
        Outcome outcome, IReadOnlyList<(Metric Metric, OutcomeParts Parts)> parts, DateOnly today, int unitsInSlice, double coverageLimit)
    {
        const int Window = FigurePlan.TrendParts;
        // Point i is the figure as it stood at the end of part i: the window of 13 parts that ends there.
        var trend = new decimal?[Window];
        for (var i = 0; i < Window; i++)
            foreach (var (metric, p) in parts)
                trend[i] = Plus(trend[i], RollupArithmetic.Figure(metric, RollupArithmetic.Whole(metric.Rollup, p.Days, i + 1, i + 1, i + Window)));

        var (first, firstParts) = parts[0];
        var reporting = RollupArithmetic.Whole(first.Rollup, firstParts.Days, Window, Window, 2 * Window - 1).Units;
        var expected = first.Expected == Expectation.AllUnits ? unitsInSlice : firstParts.Reporters;
        var complete = expected > 0 && reporting >= coverageLimit * expected;
        var goal = new PeriodTarget(outcome.Target, outcome.Target * 0.9m);
        var judged = first with { Direction = Direction.Higher };
        var (status, _) = TargetRules.Judge(judged, trend[^1], goal, complete, reporting, expected);
        var pace = Projection.Pace(trend, (double)firstParts.Window.Days / Window);
        var starts = firstParts.Starts.Skip(Window).Take(Window).ToList();
        return new OutcomeFigure(outcome, first, trend[^1], outcome.Target, status,
            trend[^1] is { } value ? Projection.Reached(value, outcome.Target, pace, today) : null,
            Projection.HeldSince(trend, starts, outcome.Target), trend);
    }

    private static decimal? Plus(decimal? a, decimal? b) => a is null ? b : b is null ? a : a + b;
}
