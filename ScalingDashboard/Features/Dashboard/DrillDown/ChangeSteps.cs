using ScalingDashboard.Measurement.Insights.Changes;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>A bridge as a waterfall: the earlier figure, the largest causes, all others in one step, the later figure. Pure.</summary>
internal static class ChangeSteps
{
    /// <summary>More bars are no longer seen at a glance; the table beside them has all.</summary>
    private const int MostCauses = 8;

    /// <param name="names">Of units by their codes.</param>
    public static IReadOnlyList<WaterfallStep> Of(ChangeBridge bridge, IReadOnlyDictionary<string, string> names)
    {
        List<WaterfallStep> steps = [new(bridge.Reported is null ? DrillDownTexts.Before : DrillDownTexts.BeforeReported, bridge.Reported ?? bridge.Before, IsLevel: true)];
        // What a unit did is one cause, whichever of its parts did it.
        var causes = bridge.Parts.GroupBy(part => part.Unit ?? "").Select(unit => (Unit: unit.Key, Amount: unit.Sum(part => part.Amount), Kinds: unit.Select(part => part.Kind).ToList()))
            .OrderByDescending(cause => Math.Abs(cause.Amount)).ToList();
        var shown = causes.Count <= MostCauses + 1 ? causes : causes[..MostCauses];
        steps.AddRange(shown.Select(cause => new WaterfallStep(
            cause.Unit.Length == 0 ? Words(cause.Kinds[0]) : Named(cause.Unit), cause.Amount, Hint: string.Join(", ", cause.Kinds.Select(Words)))));
        if (causes.Count > shown.Count)
            steps.Add(new WaterfallStep(DrillDownTexts.Others.With(causes.Count - shown.Count), causes.Skip(shown.Count).Sum(cause => cause.Amount)));
        steps.Add(new WaterfallStep(DrillDownTexts.Now, bridge.After, IsLevel: true));
        return steps;

        string Named(string code) => names.TryGetValue(code, out var name) ? name : code;
    }

    public static string Words(ChangeKind kind) => kind switch
    {
        ChangeKind.Amount => DrillDownTexts.KindAmount,
        ChangeKind.Rate => DrillDownTexts.KindRate,
        ChangeKind.Mix => DrillDownTexts.KindMix,
        ChangeKind.UnitNew => DrillDownTexts.KindNew,
        ChangeKind.UnitGone => DrillDownTexts.KindGone,
        ChangeKind.Restated => DrillDownTexts.KindRestated,
        ChangeKind.Definition => DrillDownTexts.KindDefinition,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
