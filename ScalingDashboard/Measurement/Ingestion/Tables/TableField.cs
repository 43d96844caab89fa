namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>What a column of a table can say about a reading.</summary>
public enum TableField
{
    Metric,
    Unit,
    System,
    At,
    Value,
    Weight,
    Key,
}

/// <summary>The names of fields, and how columns are called that hold them.</summary>
internal static class TableFields
{
    public static readonly IReadOnlyList<TableField> All = Enum.GetValues<TableField>();

    /// <summary>Headings of what <see cref="TableChecker"/> adds to rejected rows; such columns say nothing about a reading.</summary>
    public const string ProblemMark = "problem: ";

    private static readonly (TableField Field, string[] Names)[] Headings =
    [
        (TableField.Metric, ["metric", "metrickey", "kpi", "indicator", "measure"]),
        (TableField.Unit, ["unit", "businessunit", "bu", "unitcode", "entity", "site", "facility"]),
        (TableField.System, ["system", "aisystem", "systemcode", "tool"]),
        (TableField.At, ["at", "date", "day", "datetime", "timestamp", "time", "moment", "month", "period"]),
        (TableField.Value, ["value", "amount", "figure", "actual", "result", "numerator", "score"]),
        (TableField.Weight, ["weight", "denominator", "base", "sample", "samplesize", "outof"]),
        (TableField.Key, ["key", "eventkey", "reference", "id", "person", "pseudonym"]),
    ];

    /// <summary>True when a reading can not do without it.</summary>
    public static bool IsNeeded(this TableField field) => field is TableField.Metric or TableField.Unit or TableField.At or TableField.Value;

    /// <summary>True when one answer can hold for all rows of a table.</summary>
    public static bool CanBeFixed(this TableField field) => field is TableField.Metric or TableField.Unit or TableField.System or TableField.At;

    /// <summary>The field that a heading usually means.</summary>
    public static TableField? Of(string heading)
    {
        var name = string.Concat(heading.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        foreach (var (field, names) in Headings)
            if (names.Contains(name))
                return field;
        return null;
    }

    public static bool IsProblem(string heading) => heading.StartsWith(ProblemMark, StringComparison.OrdinalIgnoreCase);
}
