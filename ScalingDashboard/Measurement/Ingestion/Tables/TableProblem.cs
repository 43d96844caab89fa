using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using static ScalingDashboard.Measurement.Ingestion.Tables.TableWords;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Why one row of a table was rejected, for the person who filled it in, whatever language that one reads.</summary>
/// <param name="Row">As a spreadsheet program shows it.</param>
/// <param name="Column">The column's heading, or the field where the whole table has one answer.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record TableProblem(int Row, Sentence Column, Sentence Found, Sentence Expected, Sentence Remedy);

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
    public static (Sentence Expected, Sentence Remedy) Of(IngestionError error, Metric? metric, string? nearest) => error.Code switch
    {
        "unknown-metric" => (Say(nameof(TablesTexts.NoMetric)), Write(nearest, nameof(TablesTexts.NoMetricRemedy))),
        "derived-metric" => (Say(nameof(TablesTexts.Derived)), Say(nameof(TablesTexts.DerivedRemedy))),
        "unknown-unit" => (Say(nameof(TablesTexts.NoUnit)), Write(nearest, nameof(TablesTexts.NoUnitRemedy))),
        "unknown-system" => (Say(nameof(TablesTexts.NoSystem)), Write(nearest, nameof(TablesTexts.NoSystemRemedy))),
        "bad-time" => (Say(nameof(TablesTexts.BadTime)), Say(nameof(TablesTexts.BadTimeRemedy))),
        "future-time" => (Say(nameof(TablesTexts.Future)), Say(nameof(TablesTexts.FutureRemedy))),
        "too-old" => (AfterField(error), Say(nameof(TablesTexts.TooOldRemedy))),
        "bad-value" => (Say(nameof(TablesTexts.BadValue)), Say(nameof(TablesTexts.BadValueRemedy))),
        "value-out-of-range" => (metric is null ? Say(nameof(TablesTexts.TooLarge)) : Say(nameof(TablesTexts.TooLargeIn), metric.Unit), Say(nameof(TablesTexts.TooLargeRemedy))),
        "bad-weight" => (Say(nameof(TablesTexts.BadWeight)), Say(nameof(TablesTexts.BadWeightRemedy))),
        "missing-weight" => (Say(metric?.Rollup == RollupRule.Wmean ? nameof(TablesTexts.NoWeightMean) : nameof(TablesTexts.NoWeightRatio)), Say(nameof(TablesTexts.NoWeightRemedy))),
        "missing-key" => (Say(nameof(TablesTexts.NoKey)), Say(nameof(TablesTexts.NoKeyRemedy))),
        "bad-key" => (Say(nameof(TablesTexts.BadKey)), Say(nameof(TablesTexts.BadKeyRemedy))),
        _ => (AfterField(error), Say(nameof(TablesTexts.CorrectRow))),
    };

    private static Sentence Write(string? nearest, string otherwise) => nearest is null ? Say(otherwise) : Say(nameof(TablesTexts.WriteThat), nearest);

    // The rule's own words, without the field they begin with.
    private static string AfterField(IngestionError error) =>
        error.Message.IndexOf(": ", StringComparison.Ordinal) is var at and > 0 ? error.Message[(at + 2)..] : error.Message;
}
