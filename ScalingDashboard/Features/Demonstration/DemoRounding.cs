using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Turns points into readings with the digits that a sender would give. Pure.</summary>
internal static class DemoRounding
{
    /// <summary>The reading of a series; null when nothing is left of it after rounding.</summary>
    /// <param name="share">The part of the day's amount or denominator; levels are always whole.</param>
    /// <param name="chance">From 0 to 1: decides between up and down.</param>
    public static DemoReading? Reading(DemoMetric metric, DemoSeries series, DemoPoint point, double share, DateTimeOffset at, double chance)
    {
        var decimals = metric.Profile.Decimals;
        var rule = metric.Metric.Rollup;
        if (rule == RollupRule.Sum)
        {
            var amount = DemoNoise.Round(point.Level * share, decimals, chance);
            return amount == 0 && share < 1 ? null : new(metric.Metric, series.Unit, series.System, at, Exact(amount, decimals), null);
        }
        if (rule == RollupRule.Last)
            return new(metric.Metric, series.Unit, series.System, at, Exact(point.Level, decimals), null);

        // A level always has a denominator; a small unit's amount may be none on some days.
        var weight = rule == RollupRule.RatioLast
            ? Math.Max(1, DemoNoise.Round(point.Weight, 0, chance))
            : DemoNoise.Round(point.Weight * share, 0, chance);
        if (weight <= 0)
            return null;
        var value = rule == RollupRule.Wmean ? point.Level : weight * point.Level / (double)metric.Metric.Scale;
        // Another digit of the same chance, so that numerator and denominator do not round together.
        return new(metric.Metric, series.Unit, series.System, at, Exact(DemoNoise.Round(value, decimals, chance * 7919 % 1), decimals), (decimal)weight);
    }

    private static decimal Exact(double number, int decimals) => decimal.Round((decimal)number, decimals);
}
