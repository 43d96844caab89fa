using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>Every change of a closed day of the period, for all metrics of the report: why a number is not what it was.</summary>
internal sealed class RestatementsSheet(DashboardReport report, IPanelRestatements restatements, ReportingCalendar calendar) : IReportSheet
{
    /// <summary>The newest of each metric; more are said to be left out.</summary>
    private const int Most = 1_000;

    /// <summary>A cell of more codes can not be read any more.</summary>
    private const int MostCodes = 50;

    public int Order => 700;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await report.ReadAsync(request, cancellationToken);
        var query = DashboardUrls.Parse(request.Query, UnitScope.Parse(request.Scope));
        var rows = new List<IReadOnlyList<Cell>>();
        var cut = new List<string>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        // Derived ones last: what they are made of may stand here by itself already, and is not said twice.
        foreach (var (panel, figure) in snapshot.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline).Select(f => (p.Panel, f))).Where(x => x.f.Restated is not null)
            .OrderBy(x => x.f.Metric.Derived is not null))
        {
            var page = await restatements.ReadAsync(snapshot, query, figure.Metric, Most, cancellationToken);
            var fresh = page.Restatements.Where(r => !listed.Contains(r.Metric.Key)).ToList();
            listed.UnionWith(fresh.Select(r => r.Metric.Key));
            rows.AddRange(fresh.Select(r => Row(panel, r)));
            if (page.More)
                cut.Add(figure.Metric.Name);
        }
        var sheet = workbook.AddSheet("Restatements");
        sheet.Title("Restatements", rows.Count == 0
            ? "No closed day of this period was changed."
            : $"Closed days of this period whose figure was changed, newest first for each metric. Times are those of {calendar.Zone.Id}.");
        sheet.Table(new("Restatements",
            ["Panel", "Metric", "Key", "Day", "Old", "New", "Change", "Unit", "Known since", "Source", "Batch", "Units changed", "Units"], rows));
        if (cut.Count > 0)
            sheet.Note(string.Create(CultureInfo.InvariantCulture, $"Only the newest {Most} of {string.Join(", ", cut)}. Choose a shorter period for the others."));
    }

    private IReadOnlyList<Cell> Row(Panel panel, Restatement restatement)
    {
        var metric = restatement.Metric;
        var format = FigureCells.FormatOf(metric.Unit);
        return
        [
            Cell.Text(panel.Name), Cell.Text(metric.Name), Cell.Text(metric.Key), Cell.Day(restatement.Day),
            Cell.NumberOrDash(restatement.Old, format), Cell.NumberOrDash(restatement.New, format),
            Cell.Formula("IF(AND(ISNUMBER({New}),ISNUMBER({Old})),{New}-{Old},\"n/a\")", format,
                restatement.Change is { } change ? Cell.Number(change, format) : Cell.Text("n/a")),
            Cell.Text(metric.Unit), Cell.Moment(restatement.At, calendar.Zone), Cell.Text(restatement.Source), Cell.Number(restatement.Batch, CellFormat.Exact),
            Cell.Number(restatement.Units.Count, CellFormat.Whole), Cell.Text(Codes(restatement.Units)),
        ];
    }

    private static string Codes(IReadOnlyList<string> units) => units.Count <= MostCodes
        ? string.Join(", ", units)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", units.Take(MostCodes))} and {units.Count - MostCodes} more");
}
