using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>A row of a table and the reading that it becomes, as far as it does.</summary>
/// <param name="Problem">Why it is none.</param>
/// <param name="IsSetAside">It is one, and out of its metric's range.</param>
public sealed record TableSample(
    int Row, string Metric, string Unit, string System, string At, string Value, string Weight, string Key, TableProblem? Problem, bool IsSetAside = false);

/// <summary>What a table holds, once all of its rows went through the rules.</summary>
/// <param name="Problems">The first of them.</param>
/// <param name="Rejected">The rejected rows as a file of the same kind, each with its problem; null when there are none.</param>
internal sealed record TableContent(
    BatchBuilder Batch, IReadOnlyList<TableSample> Samples, IReadOnlyList<TableProblem> Problems, byte[]? Rejected);

/// <summary>Reads a table by a mapping, row by row through <see cref="ReadingRules"/>: the same for a dry run and for storing.</summary>
internal sealed class TableChecker(MetricCatalog catalog, ReportingCalendar calendar, ReadingHorizon horizon, TimeProvider clock)
{
    /// <summary>More problems than this are counted and go to the file of rejected rows: nobody reads them on a page.</summary>
    public const int MostProblems = 500;

    private const int MostSamples = 8;

    private static readonly string[] ProblemHeadings = [.. new[] { "row", "column", "found", "expected", "remedy" }.Select(word => TableFields.ProblemMark + word)];

    /// <exception cref="FileRefused">The file can not be read.</exception>
    public TableContent Check(TableFile file, TableProfile profile, TableMapping mapping, UnitScope scope, CancellationToken cancellationToken)
    {
        var current = catalog.Current;
        var batch = new BatchBuilder(new ReadingRules(current, scope, calendar, clock.GetUtcNow(), horizon.Start));
        var readings = new TableReadings(mapping, [.. profile.Columns.Select(c => c.Heading)], new TableNames(current, scope), current, calendar);
        var samples = new List<TableSample>();
        var problems = new List<TableProblem>();
        using var rejected = TableWriter.Create(file.Kind);
        foreach (var row in file.Rows(profile.Sheet, cancellationToken).Where(row => row.Number > profile.HeaderRow))
        {
            var raw = readings.Read(row, batch.Next, out var problem);
            // In a text one field too many means that the ones before it have moved.
            if (file.Kind == TableFileKind.Csv && row.Cells.Count > profile.Columns.Count)
                problem = new TableProblem(row.Number, "", row.Cells[^1].Text, TableWords.Say(nameof(TablesTexts.Fields), profile.Columns.Count), TableWords.Say(nameof(TablesTexts.FieldsRemedy)));
            var outOfRange = batch.OutOfRange;
            if (problem is not null)
                batch.Reject(new IngestionError(raw.Index, "bad-row", problem.Expected.ToString()));
            else if (batch.Add(raw) is { } error)
                problem = readings.Explain(row, error);
            if (problem is not null)
            {
                if (batch.Rejected == 1)
                    rejected.Write([.. Kept(profile).Select(c => TableCell.Of(profile.Columns[c].Heading)), .. ProblemHeadings.Select(TableCell.Of)]);
                rejected.Write([.. Kept(profile).Select(c => row[c]), .. CellsOf(problem)]);
                if (problems.Count < MostProblems)
                    problems.Add(problem);
            }
            if (samples.Count < MostSamples)
                samples.Add(SampleOf(row, raw, problem) with { IsSetAside = batch.OutOfRange > outOfRange });
        }
        return new TableContent(batch, samples, problems, batch.Rejected == 0 ? null : rejected.ToArray());
    }

    private static TableSample SampleOf(TableRow row, RawReading raw, TableProblem? problem) => new(
        row.Number, raw.Metric ?? "", raw.Unit ?? "", raw.System ?? "", raw.At ?? "", raw.Value ?? "", raw.Weight ?? "", raw.Key ?? "", problem);

    // The columns as they were sent, without what was added to them when they were sent before.
    private static IEnumerable<int> Kept(TableProfile profile) =>
        Enumerable.Range(0, profile.Columns.Count).Where(c => !TableFields.IsProblem(profile.Columns[c].Heading));

    private static TableCell[] CellsOf(TableProblem problem) =>
    [
        new(TableCellKind.Number, problem.Row.ToString(CultureInfo.InvariantCulture)), TableCell.Of(problem.Column.ToString()), TableCell.Of(problem.Found.ToString()),
        TableCell.Of(problem.Expected.ToString()), TableCell.Of(problem.Remedy.ToString()),
    ];
}
