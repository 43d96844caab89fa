using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>Reads what every unit says of two periods, and what had been known of the earlier one when it closed.</summary>
public sealed class ChangeReader(RollupReader rollups, RollupVersions versions, ReportingCalendar calendar)
{
    /// <exception cref="Invalid">The metric's rule, or a new definition between the periods, forbids it; says which.</exception>
    public async Task<ChangeBridge?> ReadAsync(Metric metric, Slice slice, Period before, Period after, Known known, CancellationToken cancellationToken)
    {
        var defined = Demand(metric, before, after);
        Window[] windows = [WindowOf(defined, before), WindowOf(defined, after)];
        var codes = known.Catalog.Units.ToDictionary(u => u.Id, u => u.Code);
        var units = new List<UnitChange>(slice.UnitIds.Count);
        foreach (var unit in slice.UnitIds.Order())
        {
            var own = slice with { UnitIds = [unit], AllUnits = false };
            var totals = await rollups.ReadDaysAsync(defined, own, known.Rollups.Pass, windows, cancellationToken);
            units.Add(new UnitChange(codes[unit], totals[0], totals[1]));
        }
        return ChangeRules.Of(defined, units, await ReportedAsync(defined, slice, before, known, cancellationToken));
    }

    private static Metric Demand(Metric metric, Period before, Period after)
    {
        var from = before.From < after.From ? before.From : after.From;
        var to = before.To > after.To ? before.To : after.To;
        var definitions = metric.Between(from, to);
        if (definitions.FirstOrDefault(d => d.Derived is not null) is { } derived)
            throw Refuse($"it is derived ({derived.Derived}). Ask for the metrics that it is derived from.");
        if (definitions.FirstOrDefault(d => !ChangeRules.CanSplit(d.Rollup)) is { } other)
            throw Refuse($"it rolls up by {other.Rollup.Code()}, whose figure over units is not made of those of the units.");
        if (definitions.Count > 1)
            throw Refuse(string.Create(CultureInfo.InvariantCulture, $"it is defined anew on {definitions[^1].EffectiveFrom:yyyy-MM-dd}, and its figures before and after say different things. Choose two periods on one side of that day."));
        return metric.On(to);

        Invalid Refuse(string why) => new($"The change of '{metric.Key}' cannot be taken apart: {why}", StatusCodes.Status422UnprocessableEntity);
    }

    private static Window WindowOf(Metric metric, Period period) =>
        new(metric.Rollup.IsLevel() ? period.From.AddDays(-FigurePlan.LookBack(metric.Cadence)) : period.From, period.From, period.To);

    /// <summary>The figure as it was known when the period was closed. Null when nothing was known then, or it is not closed.</summary>
    private async Task<decimal?> ReportedAsync(Metric metric, Slice slice, Period period, Known known, CancellationToken cancellationToken)
    {
        var closed = calendar.StartOf(period.To.AddDays(1)) + metric.Cadence.Interval();
        if (closed >= known.At)
            return null;
        Knowledge then;
        try
        {
            then = await versions.AtAsync(closed, cancellationToken);
        }
        catch (Invalid)
        {
            // The installation is younger than the period.
            return null;
        }
        var total = (await rollups.ReadDaysAsync(metric, slice, then.Pass, [WindowOf(metric, period)], cancellationToken))[0];
        return total.Units == 0 ? null : RollupArithmetic.Figure(metric, total) is { } figure ? decimal.Round(figure, MixBridge.Places) : null;
    }
}
