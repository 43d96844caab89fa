using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A change of a metric by people: its meaning never changes in silence, only from a day that they name. Pure.</summary>
internal static class Redefinition
{
    /// <exception cref="Invalid">The meaning changes without a day (409), or on a day before that of the present one (422).</exception>
    public static Metric Of(Metric old, Metric next, DateOnly? effectiveFrom)
    {
        var changes = Changes(old.Definition, next.Definition).ToList();
        if (effectiveFrom is not { } from)
            return changes.Count == 0 ? DefinitionRules.Follow(old, next, DateOnly.MinValue, anew: false) : throw new Invalid(
                $"The meaning of '{old.Key}' would change: {string.Join("; ", changes)}. Send effectiveFrom with the first day on which the new "
                + "definition holds, like 2026-01-31: days before it keep the present one, and the two are not combined.", StatusCodes.Status409Conflict);
        if (old.EffectiveFrom > from)
            throw new Invalid(Text($"effectiveFrom: version {old.Version} of '{old.Key}' holds from {old.EffectiveFrom:yyyy-MM-dd}. Name that day or a later one."),
                StatusCodes.Status422UnprocessableEntity);
        // The same index with a day freezes its baseline anew.
        return DefinitionRules.Follow(old, next, from, anew: next.Derived is not null && changes.Count == 0);
    }

    private static IEnumerable<string> Changes(MetricDefinition old, MetricDefinition next) =>
        from change in new (string Field, string? Old, string? New)[]
        {
            ("unit", old.Unit, next.Unit),
            ("scale", Text($"{old.Scale:0.############}"), Text($"{next.Scale:0.############}")),
            ("rollup", old.Rollup.Code(), next.Rollup.Code()),
            ("percentile", Text($"{old.Percentile:0.####}"), Text($"{next.Percentile:0.####}")),
            ("derived", old.Derived, next.Derived),
            ("formula", old.Formula, next.Formula),
        }
        where (change.Old ?? "") != (change.New ?? "")
        select $"{change.Field} is '{change.Old}' and would be '{change.New}'";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
