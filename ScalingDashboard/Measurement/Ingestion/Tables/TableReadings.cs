using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Workbooks.Uploads;
using static ScalingDashboard.Measurement.Ingestion.Tables.TableWords;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Turns a table's rows into raw readings, by a mapping; then the rules of every other door decide.</summary>
internal sealed class TableReadings
{
    private readonly TableMapping _mapping;
    private readonly TableNames _names;
    private readonly CatalogSnapshot _catalog;
    private readonly ReportingCalendar _calendar;
    private readonly Dictionary<TableField, int> _columns;

    public TableReadings(TableMapping mapping, IReadOnlyList<string> headings, TableNames names, CatalogSnapshot catalog, ReportingCalendar calendar)
    {
        (_mapping, _names, _catalog, _calendar) = (mapping, names, catalog, calendar);
        _columns = TableFields.All.ToDictionary(f => f, f => mapping.Of(f).Column is { } heading ? headings.ToList().IndexOf(heading) : -1);
    }

    /// <summary>The text of a field in a row, as it was sent.</summary>
    public string TextOf(TableRow row, TableField field) =>
        _mapping.Of(field) is { Column: null } source ? source.Fixed?.Trim() ?? "" : row[_columns[field]].Text;

    /// <summary>The row as a reading, with names looked up and numbers and dates in the spelling of every other door; what
    /// could not be read is left as it is, for the rules to refuse. The problem of what they could not know.</summary>
    public RawReading Read(TableRow row, int index, out TableProblem? problem)
    {
        problem = null;
        var metric = Named(row, TableField.Metric);
        var at = TextOf(row, TableField.At);
        if (TableMoments.TryRead(at, _mapping.Dates, _calendar, out var moment, out var reason))
            at = moment;
        else if (reason is not null)
            problem = Problem(row, TableField.At, reason, Say(nameof(TablesTexts.TimeRemedy)));
        var value = Number(row, TableField.Value);
        if (value.EndsWith('%'))
            (value, problem) = Percent(row, value, metric, problem);
        return new RawReading(index, metric, Named(row, TableField.Unit), Named(row, TableField.System), at, value, Number(row, TableField.Weight), TextOf(row, TableField.Key));
    }

    /// <summary>What the rules found wrong with a row.</summary>
    public TableProblem Explain(TableRow row, IngestionError error)
    {
        if (ProblemWords.FieldOf(error) is not { } field)
            return new TableProblem(row.Number, "", "", error.Message, Say(nameof(TablesTexts.CorrectRow)));
        var metric = _catalog.FindMetric(Named(row, TableField.Metric));
        var (expected, remedy) = ProblemWords.Of(error, metric, _names.Nearest(field, TextOf(row, field)));
        return Problem(row, field, expected, remedy);
    }

    private string Named(TableRow row, TableField field) => TextOf(row, field) is { Length: > 0 } text ? _names.Find(field, text) ?? text : "";

    private string Number(TableRow row, TableField field)
    {
        var text = TextOf(row, field);
        if (text.Length == 0 || (_mapping.Of(field).Column is not null && row[_columns[field]].Kind == TableCellKind.Number))
            return text;
        var share = text.EndsWith('%') ? "%" : "";
        return TableNumbers.TryRead(share.Length > 0 ? text[..^1].TrimEnd() : text, _mapping.Numbers, out var number) ? number + share : text;
    }

    // Taken as the number before the sign where that is what the metric is counted in, and never divided by a hundred unasked.
    private (string Value, TableProblem? Problem) Percent(TableRow row, string value, string metric, TableProblem? before)
    {
        if (_catalog.FindMetric(metric) is not { } known)
            return (value, before);
        if (known.Rollup is RollupRule.Ratio or RollupRule.RatioLast)
            return (value, Problem(row, TableField.Value, Say(nameof(TablesTexts.ShareOfCount)), Say(nameof(TablesTexts.ShareOfCountRemedy))));
        return known.Unit == "%"
            ? (value[..^1], before)
            : (value, Problem(row, TableField.Value, Say(nameof(TablesTexts.ShareOfOther), known.Unit), Say(nameof(TablesTexts.ShareOfOtherRemedy))));
    }

    private TableProblem Problem(TableRow row, TableField field, Sentence expected, Sentence remedy)
    {
        var found = TextOf(row, field);
        return new TableProblem(row.Number, _mapping.Of(field).Column is { } heading ? heading : field.Word(), found.Length == 0 ? Say(nameof(TablesTexts.Nothing)) : found, expected, remedy);
    }
}
