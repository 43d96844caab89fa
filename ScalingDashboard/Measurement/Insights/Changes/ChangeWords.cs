using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>A bridge as one plain sentence, made by template: every number in it stands in the bridge; large ones are shortened as on the
/// board.</summary>
internal static class ChangeWords
{
    private const decimal ShortenFrom = 10_000;

    public static readonly Sentence Unknown = Say(nameof(ChangesTexts.Unknown));

    /// <param name="catalog">Knows the names of units.</param>
    public static Sentence Of(Metric metric, ChangeBridge bridge, CatalogSnapshot catalog)
    {
        var from = bridge.Reported ?? bridge.Before;
        if (bridge.Change == 0 && bridge.Parts.Count == 0)
            return Say(nameof(ChangesTexts.Unchanged), metric.Name, Number(from, metric));
        var causes = Causes(bridge, code => catalog.FindUnit(code)?.Name ?? code)
            .Where(cause => cause.Amount != 0)
            .Select(cause => Say(cause.Amount > 0 ? nameof(ChangesTexts.Added) : nameof(ChangesTexts.TookAway), cause.Words, Number(Math.Abs(cause.Amount), metric))).ToList();
        var all = causes.Skip(1).SkipLast(1).Aggregate(causes[0], (said, cause) => Say(nameof(ChangesTexts.Comma), said, cause));
        if (causes.Count > 1)
            all = Say(nameof(ChangesTexts.And), all, causes[^1]);
        return bridge.Change == 0
            ? Say(nameof(ChangesTexts.Again), metric.Name, Number(from, metric), all)
            : Say(bridge.Change > 0 ? nameof(ChangesTexts.Rose) : nameof(ChangesTexts.Fell), metric.Name,
                Difference(Math.Abs(bridge.Change), metric), Number(from, metric), Number(bridge.After, metric), all);
    }

    private static IEnumerable<(Sentence Words, decimal Amount)> Causes(ChangeBridge bridge, Func<string, string> nameOf)
    {
        // Of amounts the unit that did most is worth a name; of a ratio the two effects are.
        var amounts = bridge.Parts.Where(part => part.Kind == ChangeKind.Amount).ToList();
        if (amounts.Count > 0)
        {
            yield return (nameOf(amounts[0].Unit!), amounts[0].Amount);
            yield return (amounts.Count == 2 ? nameOf(amounts[1].Unit!) : Say(nameof(ChangesTexts.OtherUnits)), amounts.Skip(1).Sum(part => part.Amount));
        }
        yield return (Say(nameof(ChangesTexts.OwnRatios)), bridge.Of(ChangeKind.Rate));
        yield return (Say(nameof(ChangesTexts.Shares)), bridge.Of(ChangeKind.Mix));
        yield return (Say(nameof(ChangesTexts.NewUnits)), bridge.Of(ChangeKind.UnitNew));
        yield return (Say(nameof(ChangesTexts.GoneUnits)), bridge.Of(ChangeKind.UnitGone));
        yield return (Say(nameof(ChangesTexts.NewDefinition)), bridge.Of(ChangeKind.Definition));
        yield return (Say(nameof(ChangesTexts.Corrections)), bridge.Of(ChangeKind.Restated));
    }

    private static Sentence Say(string key, params object?[] places) => new(ChangesTexts.ResourceManager, key, places);

    private static ISayable Number(decimal number, Metric metric) => Spoken.As(culture => Written(number, metric, culture));

    private static ISayable Difference(decimal size, Metric metric) => Spoken.As(culture =>
        size >= ShortenFrom || metric.Unit == "count" ? Written(size, metric, culture) : $"{Written(size, metric, culture)} {Formatting.UnitOfChange(metric.Unit, culture)}");

    private static string Written(decimal number, Metric metric, CultureInfo culture) =>
        Math.Abs(number) >= ShortenFrom ? Formatting.Value(number, metric.Unit, culture) : number.ToString("#,0.####", culture);
}
