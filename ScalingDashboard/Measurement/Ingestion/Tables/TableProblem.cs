using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Why one row of a table was rejected, for the person who filled it in.</summary>
/// <param name="Row">As a spreadsheet program shows it.</param>
/// <param name="Column">The column's heading, or the field where the whole table has one answer.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record TableProblem(int Row, string Column, string Found, string Expected, string Remedy);

/// <summary>Says in a person's words what <see cref="ReadingRules"/> says to programs by a code.</summary>
internal static class ProblemWords
{
    /// <summary>The field that an error is about.</summary>
    public static TableField? FieldOf(IngestionError error) => error.Code switch
    {
        "unknown-metric" or "derived-metric" => TableField.Metric,
        "unknown-unit" => TableField.Unit,
        "unknown-system" => TableField.System,
        "bad-time" or "future-time" or "too-old" => TableField.At,
        "bad-value" or "value-out-of-range" => TableField.Value,
        "bad-weight" or "missing-weight" => TableField.Weight,
        "missing-key" or "bad-key" => TableField.Key,
        // A rule that is newer than this list: its message begins with the field.
        _ => TableFields.All.Cast<TableField?>().FirstOrDefault(f => error.Message.StartsWith($"{f}:", StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>What was expected, and the remedy.</summary>
    /// <param name="metric">The row's metric, where it is known.</param>
    /// <param name="nearest">The name that was probably meant.</param>
    public static (string Expected, string Remedy) Of(IngestionError error, Metric? metric, string? nearest) => error.Code switch
    {
        "unknown-metric" => ("a metric's key or name", nearest is null ? "Take one from the list of metrics; each has a template." : $"Write {nearest}."),
        "derived-metric" => ("a metric that readings are sent of", "This one is worked out from others. Leave the row out, and send those."),
        "unknown-unit" => ("the code of one of your business units", nearest is null ? "Take one from the list in the template." : $"Write {nearest}."),
        "unknown-system" => ("the code of an AI system, or nothing", nearest is null ? "Take one from the list in the template, or empty the cell." : $"Write {nearest}."),
        "bad-time" => ("a day or a time, like 2026-11-02 or 2026-11-02 10:00", "Write the date with a year of four digits."),
        "future-time" => ("a time that is over", "Correct the date, or send the row when it is over."),
        "too-old" => (AfterField(error), "Correct the date, or leave the row out."),
        "bad-value" => ("a number", "Write only digits and a decimal sign: no currency, no unit, no words."),
        "value-out-of-range" => ($"a number that is smaller in size{In(metric)}", "Check the unit of the number."),
        "bad-weight" => ("a number of 0 or more", "Write only digits and a decimal sign."),
        "missing-weight" => (metric?.Rollup == RollupRule.Wmean ? "a weight: how many answers the score stands for" : "a denominator: of how many the value is a part", "Fill in the weight; without it the row can not be added to others."),
        "missing-key" => ("a name or pseudonym of the one who is counted", "Fill in the key; the metric counts each once."),
        "bad-key" => ("a key of at most 200 characters", "Shorten it."),
        _ => (AfterField(error), "Correct the row."),
    };

    // The rule's own words, without the field they begin with.
    private static string AfterField(IngestionError error) =>
        error.Message.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? error.Message[(at + 2)..] : error.Message;

    private static string In(Metric? metric) => metric is null ? "" : $", counted in {metric.Unit}";
}
