using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>The numbers behind the other sheets as one long table, for pivot tables and scripts. An unknown value is an
/// empty cell.</summary>
internal sealed class DataSheet(DashboardReport report) : IReportSheet
{
    public int Order => 800;

    public async Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken)
    {
        var snapshot = await report.ReadAsync(request, cancellationToken);
        var sheet = workbook.AddSheet("Data");
        sheet.Title("Data", "One row for each number: a figure's value, its previous value, its target, and the parts of its trend.");
        sheet.Table(new("Data",
            ["Metric", "Panel", "Kind", "Part", "From", "To", "Unit", "Value"],
            [.. snapshot.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline)).SelectMany(f => Rows(f, snapshot.Period))]));
    }

    private static IEnumerable<IReadOnlyList<Cell>> Rows(Figure figure, Period period)
    {
        yield return Row(figure, "value", null, period.From, period.To, figure.Value);
        yield return Row(figure, "previous", null, period.Previous.From, period.Previous.To, figure.Previous);
        yield return Row(figure, "target", null, period.From, period.To, figure.Target);
        var bounds = period.TrendBounds();
        for (var part = 0; part < figure.Trend.Count; part++)
            yield return Row(figure, "trend", part + 1, bounds[part], bounds[part + 1].AddDays(-1), figure.Trend[part]);
    }

    private static IReadOnlyList<Cell> Row(Figure figure, string kind, int? part, DateOnly from, DateOnly to, decimal? value) =>
    [
        Cell.Text(figure.Metric.Key), Cell.Text(figure.Metric.Panel), Cell.Text(kind), Cell.Number(part, CellFormat.Whole),
        Cell.Day(from), Cell.Day(to), Cell.Text(figure.Metric.Unit), Cell.Number(value, CellFormat.Exact),
    ];
}
