using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>The first sheet: what the report covers, the key outcomes and the 16 headline figures.</summary>
internal sealed class SummarySheet(DashboardReport report, ReportingCalendar calendar) : IReportSheet
{
    public int Order => 0;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await report.ReadAsync(request, cancellationToken);
        var sheet = workbook.AddSheet("Summary");
        workbook.Subject = $"{Period.Name(snapshot.Period.Code)}, {Filter(request)}";
        sheet.Title("AI scaling dashboard", "Key outcomes and headline figures. Change and shares are formulas over the numbers beside them.");
        WriteFacts(sheet, snapshot, request);
        sheet.Heading("Key outcomes");
        // Its numbers stand in the same columns as those of the table below.
        sheet.Table(new("Outcomes",
            ["Outcome", "Over", "Measured by", "Value", "Unit", "Target", "% of target", "Status", "Projected", "Reached since"],
            [.. snapshot.Outcomes.Select(Outcome)]));
        sheet.Heading("Headline figures");
        sheet.Table(new("Headlines",
            ["Quadrant", "Panel", "Metric", .. FigureCells.Headers],
            [.. snapshot.Quadrants.SelectMany(q => q.Panels.Select(p => Headline(q, p)))]));
    }

    private void WriteFacts(ReportSheet sheet, DashboardSnapshot snapshot, ReportRequest request)
    {
        var period = snapshot.Period;
        sheet.Fact(Asked(request).AsOf is null ? "As of" : "As known at", Cell.Moment(snapshot.AsOf, calendar.Zone), "AsOf");
        sheet.Fact("Time zone", Cell.Text(calendar.Zone.Id));
        sheet.Fact("Period", Cell.Text(Period.Name(period.Code).ToString()));
        sheet.Fact("First day", Cell.Day(period.From), "PeriodFrom");
        sheet.Fact("Last day", Cell.Day(period.To), "PeriodTo");
        sheet.Fact("Previous", Cell.Text($"{period.ComparisonWords}: {Day(period.Previous.From)} to {Day(period.Previous.To)}"));
        sheet.Fact("Filter", Cell.Text(Filter(request)));
        sheet.Fact("Business units", Cell.Number(snapshot.Units, CellFormat.Whole), "BusinessUnits");
        sheet.Fact("Data version", Cell.Number(snapshot.Version, CellFormat.Exact), "DataVersion");
        sheet.Space();
    }

    private static IReadOnlyList<Cell> Outcome(OutcomeFigure outcome)
    {
        var format = FigureCells.FormatOf(outcome.Metric.Unit);
        return
        [
            Cell.Text(outcome.Outcome.Name),
            Cell.Text(Period.Name(outcome.Outcome.Window).ToString()),
            Cell.Text(outcome.Outcome.Metrics.Count == 1 ? outcome.Metric.Name : string.Join(" + ", outcome.Outcome.Metrics)),
            Cell.NumberOrDash(outcome.Value, format),
            Cell.Text(outcome.Metric.Unit),
            Cell.Number(outcome.Target, format),
            FigureCells.ShareOfTarget(outcome.Value, outcome.Target),
            FigureCells.Status(outcome.Status, outcome.Value is null ? "No data" : "Incomplete"),
            outcome.Projected is null ? Cell.Text(Cell.Dash) : Cell.Day(outcome.Projected),
            outcome.ReachedSince is null ? Cell.Text(Cell.Dash) : Cell.Day(outcome.ReachedSince),
        ];
    }

    private static IReadOnlyList<Cell> Headline(QuadrantSnapshot quadrant, PanelSnapshot panel) =>
    [
        Cell.Text(quadrant.Quadrant.Name), Cell.Text(panel.Panel.Name), Cell.Text(panel.Headline.Metric.Name),
        .. FigureCells.Of(panel.Headline),
    ];

    // The scope is named as well: a report passed on must say that it does not show everything.
    private static string Filter(ReportRequest request)
    {
        var asked = Asked(request);
        var words = DashboardSubject.FilterWords(asked.Filter).ToString();
        var filter = words.Length == 0 ? "all business units" : words;
        return asked.Scope.IsAll ? filter : $"{filter}; within the units {asked.Scope.ToString().Replace(",", ", ", StringComparison.Ordinal)}";
    }

    private static DashboardQuery Asked(ReportRequest request) => DashboardUrls.Parse(request.Query, UnitScope.Parse(request.Scope));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
