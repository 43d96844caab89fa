using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>Splits the change of a figure into what each unit did to it. Pure.</summary>
internal static class ChangeRules
{
    /// <summary>Rules whose figure over units is made of those of the units in a way that can be taken apart.</summary>
    public static bool CanSplit(RollupRule rule) =>
        rule is RollupRule.Sum or RollupRule.Last or RollupRule.Ratio or RollupRule.RatioLast or RollupRule.Wmean;

    /// <param name="metric">Of a rule that <see cref="CanSplit"/>, as defined in both periods.</param>
    /// <param name="reported">The earlier figure as known when its period closed; null where it was not.</param>
    /// <returns>Null where one of the figures is unknown.</returns>
    public static ChangeBridge? Of(Metric metric, IReadOnlyList<UnitChange> units, decimal? reported)
    {
        if (!units.Any(u => u.Before.Units > 0) || !units.Any(u => u.After.Units > 0))
            return null;
        var bridge = metric.Rollup is RollupRule.Sum or RollupRule.Last ? Amounts(metric, units) : Ratios(metric, units);
        return bridge is null ? null : Reported(bridge, reported);
    }

    /// <summary>Of two figures between which the metric was defined anew.</summary>
    public static ChangeBridge Anew(decimal before, decimal after, decimal? reported) =>
        Reported(new ChangeBridge(null, before, after, Told([new ChangePart(ChangeKind.Definition, null, after - before)])), reported);

    private static ChangeBridge Reported(ChangeBridge bridge, decimal? reported) => reported is not { } known || known == bridge.Before
        ? bridge with { Reported = reported }
        : bridge with { Reported = known, Parts = [.. bridge.Parts, new(ChangeKind.Restated, null, bridge.Before - known)] };

    private static ChangeBridge Amounts(Metric metric, IReadOnlyList<UnitChange> units)
    {
        var parts = units.Select(u => new ChangePart(
            u.Before.Units == 0 ? ChangeKind.UnitNew : u.After.Units == 0 ? ChangeKind.UnitGone : ChangeKind.Amount, u.Unit, Scaled(u.After) - Scaled(u.Before)));
        return new ChangeBridge(null, units.Sum(u => Scaled(u.Before)), units.Sum(u => Scaled(u.After)), Told(parts));

        // Rounded before they are added: a difference of numbers with more digits would be rounded after it.
        decimal Scaled(Total total) => decimal.Round((total.Value ?? 0) * metric.Scale, MixBridge.Places);
    }

    private static ChangeBridge? Ratios(Metric metric, IReadOnlyList<UnitChange> units)
    {
        var mix = MixBridge.Of([.. units.Select(u => new MixUnit(u.Unit, u.Before.Value ?? 0, u.Before.Weight ?? 0, u.After.Value ?? 0, u.After.Weight ?? 0))], metric.Scale);
        if (mix is null)
            return null;
        var parts = units.Zip(mix.Parts).SelectMany(u => (u.First.Before.Units, u.First.After.Units) switch
        {
            (0, _) => [new ChangePart(ChangeKind.UnitNew, u.First.Unit, u.Second.Rate + u.Second.Mix)],
            (_, 0) => [new ChangePart(ChangeKind.UnitGone, u.First.Unit, u.Second.Rate + u.Second.Mix)],
            _ => new[] { new ChangePart(ChangeKind.Rate, u.First.Unit, u.Second.Rate), new ChangePart(ChangeKind.Mix, u.First.Unit, u.Second.Mix) },
        });
        return new ChangeBridge(null, mix.Before, mix.After, Told(parts));
    }

    // The largest first; of equal ones in the order of their units.
    private static List<ChangePart> Told(IEnumerable<ChangePart> parts) => [.. parts.Where(part => part.Amount != 0).OrderByDescending(part => Math.Abs(part.Amount))];
}
