using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>One sheet for each quadrant: every panel's headline figure and those that support it.</summary>
internal sealed class QuadrantSheets(DashboardReport report, ReportingCalendar calendar) : IReportSheet
{
    public int Order => 100;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await report.ReadAsync(request, cancellationToken);
        foreach (var quadrant in snapshot.Quadrants)
        {
            var sheet = workbook.AddSheet(quadrant.Quadrant.Name);
            sheet.Title(quadrant.Quadrant.Name, $"{Period.Name(snapshot.Period.Code)}, {snapshot.Period.ComparisonWords}. Times are those of {calendar.Zone.Id}.");
            sheet.Table(new(TableName(quadrant.Quadrant),
                ["Panel", "Role", "Metric", "Key", .. FigureCells.Headers, .. FigureCells.MoreHeaders],
                [.. quadrant.Panels.SelectMany(Rows)]));
        }
    }

    private IEnumerable<IReadOnlyList<Cell>> Rows(PanelSnapshot panel) =>
        panel.Supporting.Select(figure => Row(panel, "Supporting", figure)).Prepend(Row(panel, "Headline", panel.Headline));

    private IReadOnlyList<Cell> Row(PanelSnapshot panel, string role, Figure figure) =>
    [
        Cell.Text(panel.Panel.Name), Cell.Text(role), Cell.Text(figure.Metric.Name), Cell.Text(figure.Metric.Key),
        .. FigureCells.Of(figure), .. FigureCells.MoreOf(figure, calendar.Zone),
    ];

    private static string TableName(Quadrant quadrant) => $"Quadrant_{quadrant.Key}";
}
