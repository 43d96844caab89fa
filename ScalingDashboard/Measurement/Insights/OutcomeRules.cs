using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Turns the parts of an outcome's metrics into its figure. Pure.</summary>
public static class OutcomeRules
{
    /// <param name="parts">One for each metric of the outcome, in its order.</param>
    public static OutcomeFigure Build(
        Outcome outcome, IReadOnlyList<OutcomeParts> parts, DateOnly today, int unitsInSlice, double coverageLimit)
    {
        var firstParts = parts[0];
        var first = firstParts.Metric;
        var count = firstParts.Totals.Count;
        // Point i is the figure as it stood at the end of part i: that of the whole window which ends there.
        var trend = new decimal?[count];
        // Amounts of two units have no sum.
        if (parts.All(p => p.Metric.Unit == first.Unit))
            for (var i = 0; i < count; i++)
                foreach (var p in parts)
                    trend[i] = RollupArithmetic.Add(trend[i], RollupArithmetic.Figure(p.Metric, p.Totals[i]));

        var reporting = firstParts.Totals[^1].Units;
        var expected = first.Expected == Expectation.AllUnits ? unitsInSlice : firstParts.Reporters;
        var complete = expected > 0 && reporting >= (double)(first.CoverageLimit ?? (decimal)coverageLimit) * expected;
        var goal = new PeriodTarget(outcome.Target, outcome.Target * 0.9m);
        var judged = first with { Direction = Direction.Higher };
        var (status, _) = TargetRules.Judge(judged, trend[^1], goal, complete, reporting, expected);
        var pace = Projection.Pace(trend, (double)firstParts.Window.Days / count);
        var starts = firstParts.Starts.SkipLast(1).ToList();
        return new OutcomeFigure(outcome, first, trend[^1], outcome.Target, status,
            trend[^1] is { } value ? Projection.Reached(value, outcome.Target, pace, today) : null,
            Projection.HeldSince(trend, starts, outcome.Target), trend);
    }
}
