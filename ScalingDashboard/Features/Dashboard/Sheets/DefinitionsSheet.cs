using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>What each metric of the report means, who answers for it and by which rules it is judged.</summary>
internal sealed class DefinitionsSheet(DashboardReport report) : IReportSheet
{
    public int Order => 900;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await report.ReadAsync(request, cancellationToken);
        var sheet = workbook.AddSheet("Definitions");
        sheet.Title("Definitions", "Roll-ups say how readings combine over units and time. The guard is what must not suffer while a metric improves.");
        sheet.Table(new("Definitions",
            ["Key", "Name", "Panel", "Formula", "Unit", "Direction", "Roll-up", "Target", "Target is for", "Good from", "Good to",
             "Reported every", "Owner", "Guard", "Version"],
            [.. snapshot.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline)).Select(figure => Row(figure.Metric))]));
    }

    private static IReadOnlyList<Cell> Row(Metric metric)
    {
        var format = FigureCells.FormatOf(metric.Unit);
        return
        [
            Cell.Text(metric.Key), Cell.Text(metric.Name), Cell.Text(metric.Panel), Cell.Text(metric.Formula), Cell.Text(metric.Unit),
            Cell.Text(metric.Direction.ToString().ToLowerInvariant()), Cell.Text(metric.Rollup.Code()),
            Cell.NumberOrDash(metric.Target, format),
            Cell.Text(metric.Target is null ? Cell.Dash : metric.TargetPerYear ? "a year" : "any period"),
            Cell.NumberOrDash(metric.BandLow, format), Cell.NumberOrDash(metric.BandHigh, format),
            Cell.Text(metric.Cadence.ToString().ToLowerInvariant()), Cell.Text(metric.Owner), Cell.Text(metric.Guard),
            Cell.Number(metric.Version, CellFormat.Whole),
        ];
    }
}
