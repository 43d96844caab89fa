using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>Reads what every unit says of two periods, and what had been known of the earlier one when it closed. A period that is still
/// running is compared with the same part of the one before, as its figure is.</summary>
public sealed class ChangeReader(RollupReader rollups, FigureReader figures, RollupVersions versions, ReportingCalendar calendar)
{
    /// <summary>Connections that one reading may use at once.</summary>
    private const int Parallel = 4;

    /// <exception cref="Invalid">The metric's rule, or a new definition between the periods, forbids it; says which.</exception>
    public async Task<ChangeBridge?> ReadAsync(Metric metric, Slice slice, Period before, Period after, Known known, CancellationToken cancellationToken)
    {
        var (then, defined) = Demand(metric, before, after);
        if (DefinitionRules.IsBreak(then.Definition, defined.Definition))
            return await ReadAnewAsync(then, defined, slice, before, after, known, cancellationToken);
        var codes = known.Catalog.Units.ToDictionary(u => u.Id, u => u.Code);
        var ids = slice.UnitIds.Order().ToArray();
        var units = new UnitChange[ids.Length];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForAsync(0, ids.Length, limits, async (i, token) =>
        {
            var (earlier, later) = await ReadBothAsync(defined, slice with { UnitIds = [ids[i]], AllUnits = false }, before, after, known.Rollups, token);
            units[i] = new UnitChange(codes[ids[i]], earlier, later);
        });
        // The same part of it as now, by what was known then.
        return ChangeRules.Of(defined, units, await ReportedAsync(defined, before, known, async then =>
            (await ReadBothAsync(defined, slice, before, after, then, cancellationToken)).Before, cancellationToken));
    }

    /// <summary>Across a break of the definition each figure is that of its own, and the whole difference is one step: what of it the
    /// new definition made and what the units did, nobody can tell.</summary>
    private async Task<ChangeBridge?> ReadAnewAsync(Metric then, Metric now, Slice slice, Period before, Period after, Known known, CancellationToken cancellationToken)
    {
        var (earlier, later) = (FigureOf(then, await WholeAsync(then, before, known.Rollups)), FigureOf(now, await WholeAsync(now, after, known.Rollups)));
        return earlier is null || later is null ? null
            : ChangeRules.Anew(earlier.Value, later.Value, await ReportedAsync(then, before, known, knowledge => WholeAsync(then, before, knowledge), cancellationToken));

        async Task<Total> WholeAsync(Metric metric, Period period, Knowledge knowledge) =>
            (await figures.ReadAsync(metric, metric.UnbrokenSince(), slice, period, knowledge, cancellationToken)).Whole;
    }

    private async Task<(Total Before, Total After)> ReadBothAsync(Metric metric, Slice slice, Period before, Period after, Knowledge known, CancellationToken cancellationToken)
    {
        if (before == after.Previous)
        {
            var parts = await figures.ReadAsync(metric, metric.UnbrokenSince(), slice, after, known, cancellationToken);
            return (parts.Previous, parts.Whole);
        }
        var totals = await rollups.ReadDaysAsync(metric, slice, known.Pass, [WindowOf(metric, before), WindowOf(metric, after)], cancellationToken);
        return (totals[0], totals[1]);
    }

    /// <summary>The definitions by which the two figures are told.</summary>
    private static (Metric Before, Metric After) Demand(Metric metric, Period before, Period after)
    {
        var from = before.From < after.From ? before.From : after.From;
        var to = before.To > after.To ? before.To : after.To;
        var definitions = metric.Between(from, to);
        if (definitions.FirstOrDefault(d => d.Derived is not null) is { } derived)
            throw Refuse(nameof(ChangesTexts.WhyDerived), derived.Derived);
        if (definitions.FirstOrDefault(d => !ChangeRules.CanSplit(d.Rollup)) is { } other)
            throw Refuse(nameof(ChangesTexts.WhyRollup), other.Rollup.Code());
        var (then, now) = (metric.On(before.To), metric.On(after.To));
        // Between dollars and euros there is no difference.
        if (then.Unit != now.Unit)
            throw Refuse(nameof(ChangesTexts.WhyAnew), definitions[^1].EffectiveFrom);
        return (then, now);

        Invalid Refuse(string why, object? what) =>
            new(new Sentence(ChangesTexts.ResourceManager, nameof(ChangesTexts.CannotSplit), metric.Key, new Sentence(ChangesTexts.ResourceManager, why, what)), StatusCodes.Status422UnprocessableEntity);
    }

    private static Window WindowOf(Metric metric, Period period) =>
        new(metric.Rollup.IsLevel() ? period.From.AddDays(-FigurePlan.LookBack(metric.Cadence)) : period.From, period.From, period.To);

    /// <summary>The earlier figure as it was known when its period was closed. Null when nothing was known then, or it is not closed.</summary>
    /// <param name="read">Reads it by what is given.</param>
    private async Task<decimal?> ReportedAsync(Metric metric, Period before, Known known, Func<Knowledge, Task<Total>> read, CancellationToken cancellationToken)
    {
        var closed = calendar.StartOf(before.To.AddDays(1)) + metric.Cadence.Interval();
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
        return FigureOf(metric, await read(new Knowledge(then.Pass, known.At)));
    }

    private static decimal? FigureOf(Metric metric, Total total) =>
        total.Units > 0 && RollupArithmetic.Figure(metric, total) is { } figure ? decimal.Round(figure, MixBridge.Places) : null;
}
