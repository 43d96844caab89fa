using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Imports;

/// <summary>A workbook to fill in readings of one metric. The column of the values bears the metric's key: that is how the
/// table is known again, as a workbook and as CSV.</summary>
internal static class MetricTemplate
{
    /// <exception cref="Invalid">Nobody sends readings of this metric.</exception>
    public static byte[] Write(Metric metric, CatalogSnapshot catalog, UnitScope scope, ReportingCalendar calendar)
    {
        if (metric.Derived is not null)
            throw new Invalid($"'{metric.Key}' is worked out from other metrics ({metric.Derived}) and has no readings of its own.", StatusCodes.Status422UnprocessableEntity);
        var units = catalog.Units.Where(u => scope.Includes(u.Code)).ToList();
        var columns = new List<EntryColumn>
        {
            new("date", EntryKind.Day, $"The day of the reading, in the zone {calendar.Zone.Id}. A time can be added: 2026-11-02 10:00.", []),
            new("unit", EntryKind.Text, "The code of the business unit.", [.. units.Select(u => u.Code)]),
            new("system", EntryKind.Text, "The code of the AI system; empty when the reading is about the unit as a whole.", [.. catalog.Systems.Select(s => s.Code)]),
            new(metric.Key, EntryKind.Number, ValueOf(metric), []),
        };
        if (WeightOf(metric) is { } weight)
            columns.Add(new(metric.Rollup == RollupRule.Wmean ? "weight" : "denominator", EntryKind.Number, weight, []));
        columns.Add(new("key", EntryKind.Text, KeyOf(metric), []));
        return EntryForm.Write(metric.Name, calendar.StartOf(calendar.Today), columns, [.. Facts(metric, calendar), .. Names(catalog, units)]);
    }

    private static IEnumerable<(string, string)> Facts(Metric metric, ReportingCalendar calendar)
    {
        yield return ("Metric", metric.Key);
        yield return ("Definition", metric.Formula);
        yield return ("Unit", metric.Unit);
        yield return ("Expected", $"every {metric.Cadence.ToString().ToLowerInvariant()}, of {(metric.Expected == Expectation.AllUnits ? "each business unit" : "each business unit that has it")}");
        yield return ("Rolled up", $"{metric.Rollup.Code()}: {RuleOf(metric.Rollup)}");
        yield return (metric.Key, ValueOf(metric));
        if (WeightOf(metric) is { } weight)
            yield return (metric.Rollup == RollupRule.Wmean ? "weight" : "denominator", weight);
        yield return ("key", KeyOf(metric));
        yield return ("date", $"Days and times are those of {calendar.Zone.Id}.");
        yield return ("Sending it", "Fill in the sheet Readings, one reading on each row, and send the workbook on the page Imports. Nothing is stored before you have seen what it would do.");
        yield return ("Sending again", "The same rows again change nothing. A row with the same day, unit, system and key and another value is a correction.");
    }

    private static IEnumerable<(string, string)> Names(CatalogSnapshot catalog, IReadOnlyList<BusinessUnit> units) =>
    [
        ("Business units", string.Join(", ", units.Take(200).Select(u => $"{u.Code} {u.Name}"))),
        ("AI systems", string.Join(", ", catalog.Systems.Take(200).Select(s => $"{s.Code} {s.Name}"))),
    ];

    private static string ValueOf(Metric metric) => metric.Rollup switch
    {
        RollupRule.Ratio or RollupRule.RatioLast => "The count or amount above the line, not a percentage.",
        RollupRule.Wmean => $"The score, in {metric.Unit}.",
        RollupRule.Distinct => "1 for each one who is counted.",
        RollupRule.Pool => $"One single measurement, in {metric.Unit}.",
        RollupRule.Product => "The factor of this link of the chain.",
        RollupRule.Last => $"The level at that time, in {metric.Unit}.",
        _ => $"The amount, in {metric.Unit}.",
    };

    private static string? WeightOf(Metric metric) => metric.Rollup switch
    {
        RollupRule.Ratio or RollupRule.RatioLast => "The count or amount below the line: of how many the value is a part. Needed.",
        RollupRule.Wmean => "How many answers or cases the score stands for. Needed.",
        _ => null,
    };

    private static string KeyOf(Metric metric) => metric.Rollup == RollupRule.Distinct
        ? "A name or pseudonym of the one who is counted; each counts once. Needed."
        : "Only where there are several readings of the same moment: something that tells them apart. Else empty.";

    private static string RuleOf(RollupRule rule) => rule switch
    {
        RollupRule.Sum => "amounts are added up.",
        RollupRule.Last => "the latest level of each unit stands, and units are added up.",
        RollupRule.Ratio => "all that is above the line over all that is below it, never a mean of percentages.",
        RollupRule.RatioLast => "the latest of each unit, then all above the line over all below it.",
        RollupRule.Wmean => "scores are weighted, so one answer counts as much as another.",
        RollupRule.Pool => "all measurements together, of which a percentile is taken.",
        RollupRule.Distinct => "each person or thing counts once.",
        RollupRule.Worst => "the worst counts.",
        RollupRule.Product => "factors are multiplied.",
        RollupRule.NoAgg => "units are shown each by itself.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
