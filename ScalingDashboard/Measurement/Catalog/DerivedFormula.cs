using System.Text.RegularExpressions;

namespace ScalingDashboard.Measurement.Catalog;

public enum DerivedKind
{
    /// <summary>The first figure over the second, times the metric's scale.</summary>
    Ratio,

    /// <summary>The first figure less the second.</summary>
    Difference,

    /// <summary>The figure against its own in a frozen baseline, which is 100.</summary>
    Index,
}

/// <summary>A formula over figures of other metrics, evaluated after they are rolled up: <c>ratio(a, b)</c>,
/// <c>difference(a, b)</c> or <c>index(a, 2026-01-01..2026-03-31)</c>.</summary>
/// <param name="Inputs">Keys of metrics that readings are sent of.</param>
/// <param name="From">First day of the baseline of an index.</param>
/// <param name="To">Its last day, included.</param>
public sealed partial record DerivedFormula(DerivedKind Kind, IReadOnlyList<string> Inputs, DateOnly From, DateOnly To)
{
    public const string Forms = "ratio(a, b), difference(a, b) or index(a, 2026-01-01..2026-03-31), where a and b are keys of the catalogue";

    /// <summary>Null when the text is none of the forms.</summary>
    public static DerivedFormula? Parse(string text)
    {
        if (Pair().Match(text) is { Success: true } pair)
            return new(pair.Groups[1].Value == "ratio" ? DerivedKind.Ratio : DerivedKind.Difference, [pair.Groups[2].Value, pair.Groups[3].Value], default, default);
        return Index().Match(text) is { Success: true } index && Day(index.Groups[2].Value) is { } from && Day(index.Groups[3].Value) is { } to && from <= to
            ? new(DerivedKind.Index, [index.Groups[1].Value], from, to)
            : null;
    }

    /// <summary>The formula of a metric; null where readings are sent of it.</summary>
    public static DerivedFormula? Of(Metric metric) => metric.Derived is { } text
        ? Parse(text) ?? throw new InvalidOperationException($"The metric {metric.Key} is derived by '{text}', which is no formula.")
        : null;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= Period.FirstYear and <= Period.LastYear ? day : null;

    [GeneratedRegex(@"^(ratio|difference)\(\s*([a-z0-9_.]+)\s*,\s*([a-z0-9_.]+)\s*\)$")]
    private static partial Regex Pair();

    [GeneratedRegex(@"^index\(\s*([a-z0-9_.]+)\s*,\s*([0-9]{4}-[0-9]{2}-[0-9]{2})\.\.([0-9]{4}-[0-9]{2}-[0-9]{2})\s*\)$")]
    private static partial Regex Index();
}
