using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Insights.Changes;

/// <summary>A bridge as one plain sentence, made by template: every number in it stands in the bridge.</summary>
internal static class ChangeWords
{
    public const string Unknown = "One of the two figures is unknown, so there is no change to explain.";

    public static string Of(Metric metric, ChangeBridge bridge)
    {
        var (from, unit) = (bridge.Reported ?? bridge.Before, metric.Unit == "%" ? "pp" : metric.Unit);
        if (bridge.Change == 0 && bridge.Parts.Count == 0)
            return $"{metric.Name} did not change: {Number(from)}.";
        var causes = Causes(bridge).Where(cause => cause.Amount != 0).Select(cause => $"{cause.Words} {Verb(cause.Amount)} {Number(Math.Abs(cause.Amount))}").ToList();
        var how = bridge.Change == 0 ? $"is again {Number(from)}" : $"{(bridge.Change > 0 ? "rose" : "fell")} by {Number(Math.Abs(bridge.Change))} {unit}, from {Number(from)} to {Number(bridge.After)}";
        return $"{metric.Name} {how}: {string.Join(", ", causes.SkipLast(1))}{(causes.Count > 1 ? " and " : "")}{causes[^1]}.";
    }

    private static IEnumerable<(string Words, decimal Amount)> Causes(ChangeBridge bridge)
    {
        // Of amounts the unit that did most is worth a name; of a ratio the two effects are.
        var amounts = bridge.Parts.Where(part => part.Kind == ChangeKind.Amount).ToList();
        if (amounts.Count > 0)
        {
            yield return (amounts[0].Unit!, amounts[0].Amount);
            yield return (amounts.Count == 2 ? amounts[1].Unit! : "all other units", amounts.Skip(1).Sum(part => part.Amount));
        }
        yield return ("the units' own ratios", bridge.Of(ChangeKind.Rate));
        yield return ("their changed shares of the whole", bridge.Of(ChangeKind.Mix));
        yield return ("units that are new", bridge.Of(ChangeKind.UnitNew));
        yield return ("units that are gone", bridge.Of(ChangeKind.UnitGone));
        yield return ("corrections of the earlier period since it closed", bridge.Of(ChangeKind.Restated));
    }

    private static string Verb(decimal amount) => amount > 0 ? "added" : "took away";

    private static string Number(decimal number) => number.ToString("#,0.####", CultureInfo.InvariantCulture);
}
