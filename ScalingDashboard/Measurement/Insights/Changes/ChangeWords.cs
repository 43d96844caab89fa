using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>A bridge as one plain sentence, made by template: every number in it stands in the bridge; large ones are shortened as on the
/// board.</summary>
internal static class ChangeWords
{
    private const decimal ShortenFrom = 10_000;

    public const string Unknown = "One of the two figures is unknown, so there is no change to explain.";

    /// <param name="catalog">Knows the names of units.</param>
    public static string Of(Metric metric, ChangeBridge bridge, CatalogSnapshot catalog)
    {
        var from = bridge.Reported ?? bridge.Before;
        if (bridge.Change == 0 && bridge.Parts.Count == 0)
            return $"{metric.Name} did not change: {Number(from, metric)}.";
        var causes = Causes(bridge, code => catalog.FindUnit(code)?.Name ?? code)
            .Where(cause => cause.Amount != 0).Select(cause => $"{cause.Words} {Verb(cause.Amount)} {Number(Math.Abs(cause.Amount), metric)}").ToList();
        var how = bridge.Change == 0 ? $"is again {Number(from, metric)}"
            : $"{(bridge.Change > 0 ? "rose" : "fell")} by {Difference(Math.Abs(bridge.Change), metric)}, from {Number(from, metric)} to {Number(bridge.After, metric)}";
        return $"{metric.Name} {how}: {string.Join(", ", causes.SkipLast(1))}{(causes.Count > 1 ? " and " : "")}{causes[^1]}.";
    }

    private static IEnumerable<(string Words, decimal Amount)> Causes(ChangeBridge bridge, Func<string, string> nameOf)
    {
        // Of amounts the unit that did most is worth a name; of a ratio the two effects are.
        var amounts = bridge.Parts.Where(part => part.Kind == ChangeKind.Amount).ToList();
        if (amounts.Count > 0)
        {
            yield return (nameOf(amounts[0].Unit!), amounts[0].Amount);
            yield return (amounts.Count == 2 ? nameOf(amounts[1].Unit!) : "all other units", amounts.Skip(1).Sum(part => part.Amount));
        }
        yield return ("the units' own ratios", bridge.Of(ChangeKind.Rate));
        yield return ("their changed shares of the whole", bridge.Of(ChangeKind.Mix));
        yield return ("units that are new", bridge.Of(ChangeKind.UnitNew));
        yield return ("units that are gone", bridge.Of(ChangeKind.UnitGone));
        yield return ("corrections of the earlier period since it closed", bridge.Of(ChangeKind.Restated));
    }

    private static string Verb(decimal amount) => amount > 0 ? "added" : "took away";

    private static string Number(decimal number, Metric metric) =>
        Math.Abs(number) >= ShortenFrom ? Formatting.Value(number, metric.Unit, Formatting.English) : number.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static string Difference(decimal size, Metric metric) =>
        size >= ShortenFrom || metric.Unit == "count" ? Number(size, metric) : $"{Number(size, metric)} {(metric.Unit == "%" ? "pp" : metric.Unit)}";
}
