using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Reads the baseline of an index: the figure of its input over the days of the baseline, as known after the pass
/// with which it was frozen. So each slice has its own, and none of them ever moves.</summary>
public sealed class BaselineReader(RollupReader rollups)
{
    /// <summary>The frozen baseline of a slice; null where there is none.</summary>
    public async Task<decimal?> ReadAsync(Metric metric, CatalogSnapshot catalog, Slice slice, CancellationToken cancellationToken) =>
        metric.Baseline is { } frozen && DerivedFormula.Of(metric) is { Kind: DerivedKind.Index } formula && catalog.FindMetric(formula.Inputs[0]) is { } input
            ? await ReadAsync(input, formula, slice, frozen.Pass, cancellationToken)
            : null;

    /// <summary>The figure of the input over the days of a baseline, as known after a pass.</summary>
    public async Task<decimal?> ReadAsync(Metric input, DerivedFormula formula, Slice slice, long pass, CancellationToken cancellationToken)
    {
        var then = input.On(formula.To);
        // Days of another meaning, before or within the baseline or since, are nothing to compare with.
        if (input.UnbrokenSince() > formula.From)
            return null;
        var window = new Window(formula.From.AddDays(-FigurePlan.LookBack(then.Cadence)), formula.From, formula.To);
        var totals = await rollups.ReadDaysAsync(then, slice, pass, [window], cancellationToken);
        return RollupArithmetic.Figure(then, totals[0]);
    }
}
