using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.Sheets;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Workbooks;
using ScalingDashboard.Tests.Platform.Workbooks;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>The dashboard's sheets: structure from the file's parts, numbers from LibreOffice after recalculation.</summary>
public sealed class SheetsTests
{
    private static readonly string[] Sheets =
        ["Summary", "Business impact", "Operational performance", "Adoption and engagement", "Risk and compliance", "Restatements", "Data", "Definitions"];

    private readonly SampleBoard _board = new();
    private readonly SampleRestatements _restatements = new();

    [Fact]
    [Trait("Ring", "Component")]
    public async Task Workbook_has_its_sheets_in_order_and_each_has_a_filtered_table()
    {
        var file = new XlsxFile(await WriteAsync());

        file.Sheets.ShouldBe(Sheets);
        file.Tables.Select(t => t.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["Data", "Definitions", "Headlines", "Outcomes", "Quadrant_adoption", "Quadrant_impact", "Quadrant_operations", "Quadrant_risk", "Restatements"]);
        file.Tables.ShouldAllBe(t => t.Filters);
        file.DefinedNames.Keys.Order(StringComparer.Ordinal).ShouldBe(["AsOf", "BusinessUnits", "DataVersion", "PeriodFrom", "PeriodTo"]);
        _board.Asked.ShouldBe(1);
    }

    [Fact]
    [Trait("Ring", "Component")]
    public async Task Workbook_holds_no_text_as_formula_and_no_number_as_text()
    {
        var file = new XlsxFile(await WriteAsync());

        foreach (var cell in Sheets.SelectMany(file.Cells))
        {
            if (cell.Formula is not null)
                cell.Formula.ShouldStartWith("IF(AND(ISNUMBER(");
            if (cell.Value == SampleBoard.HostileName)
                (cell.Type, cell.Formula, cell.Quoted).ShouldBe(("s", null, true));
            if (cell.Type == "s")
                decimal.TryParse(cell.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out _).ShouldBeFalse(cell.Value);
        }
    }

    [Fact]
    [Trait("Ring", "Web")]
    public async Task Workbook_recalculated_by_libreoffice_shows_the_numbers_of_the_board()
    {
        var book = await LibreOffice.ReadAsync(await WriteAsync());

        book.Keys.ShouldBe(Sheets);
        var headlines = Table(book["Summary"], "Quadrant");
        headlines.Count.ShouldBe(16);
        foreach (var (row, panel) in headlines.Zip(_board.Snapshot.Panels))
            ShouldShow(row, panel.Headline);
        foreach (var quadrant in _board.Snapshot.Quadrants)
            foreach (var (row, figure) in Table(book[quadrant.Quadrant.Name], "Panel").Zip(quadrant.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline))))
                ShouldShow(row, figure);
    }

    [Fact]
    [Trait("Ring", "Web")]
    public async Task Data_sheet_has_a_row_for_each_number_of_the_board()
    {
        var book = await LibreOffice.ReadAsync(await WriteAsync());

        var rows = Table(book["Data"], "Metric");
        var figures = _board.Snapshot.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline)).ToList();
        rows.Count.ShouldBe(figures.Sum(f => 3 + f.Trend.Count));
        foreach (var figure in figures)
        {
            var own = rows.Where(r => r["Metric"].Text == figure.Metric.Key).ToList();
            Near(own.Single(r => r["Kind"].Text == "value"), "Value", figure.Value);
            Near(own.Single(r => r["Kind"].Text == "previous"), "Value", figure.Previous);
            Near(own.Single(r => r["Kind"].Text == "target"), "Value", figure.Target);
            foreach (var (row, part) in own.Where(r => r["Kind"].Text == "trend").Zip(figure.Trend))
                Near(row, "Value", part);
            own.Last().ShouldContainKey("To");
            own.Last()["To"].Text.ShouldBe("2026-03-31");
        }
    }

    [Fact]
    [Trait("Ring", "Web")]
    public async Task Restatements_sheet_lists_the_changes_of_restated_figures_only()
    {
        var book = await LibreOffice.ReadAsync(await WriteAsync());

        var rows = Table(book["Restatements"], "Panel");
        var restated = _board.Snapshot.Panels.SelectMany(p => p.Supporting.Prepend(p.Headline)).Where(f => f.Restated is not null).ToList();
        rows.Select(r => r["Key"].Text).ShouldBe(restated.Select(f => f.Metric.Key));
        foreach (var row in rows)
        {
            (row["Day"].Text, row["Source"].Text, row["Units"].Text).ShouldBe(("2026-11-02", "erp", "FIN-DE"));
            row["Change"].IsFormula.ShouldBeTrue();
            Near(row, "Change", -11);
        }
    }

    [Fact]
    [Trait("Ring", "Component")]
    public async Task Restatements_of_what_a_derived_figure_is_made_of_are_listed_once()
    {
        var (first, others) = (_board.Snapshot.Quadrants[0], _board.Snapshot.Quadrants.Skip(1));
        var restated = _board.Snapshot.Panels.SelectMany(p => p.Supporting).First(f => f.Restated is not null);
        var hidden = restated.Metric with { Key = "impact.hidden" };
        _restatements.Inputs = [restated.Metric, hidden];
        var derived = first.Panels[0].Headline with { Metric = first.Panels[0].Headline.Metric with { Derived = $"difference({restated.Metric.Key}, {hidden.Key})" }, Restated = restated.Restated };
        _board.Snapshot = _board.Snapshot with { Quadrants = [first with { Panels = [first.Panels[0] with { Headline = derived }, .. first.Panels.Skip(1)] }, .. others] };

        var texts = new XlsxFile(await WriteAsync()).Cells("Restatements").Select(cell => cell.Value).ToList();
        texts.Count(text => text == restated.Metric.Key).ShouldBe(1);
        texts.Count(text => text == hidden.Key).ShouldBe(1);
        texts.ShouldNotContain(derived.Metric.Key);
    }

    private static void ShouldShow(Dictionary<string, OfficeCell> row, Figure figure)
    {
        row["Metric"].Text.ShouldBe(figure.Metric.Name);
        Near(row, "Value", figure.Value);
        Near(row, "Previous", figure.Previous);
        Near(row, "Target", figure.Target);
        row["Change"].IsFormula.ShouldBeTrue();
        Near(row, "Change", figure.Value - figure.Previous);
        Near(row, "% of target", figure.Target > 0 ? figure.Value / figure.Target : null);
        Near(row, "Change %", figure.Metric.Unit is "%" or "points" || figure.Previous is not > 0 ? null : (figure.Value / figure.Previous) - 1);
    }

    // A spreadsheet keeps 15 digits.
    private static void Near(Dictionary<string, OfficeCell> row, string column, decimal? expected)
    {
        var number = row.GetValueOrDefault(column)?.Number;
        if (expected is null)
            number.ShouldBeNull();
        else
            Math.Abs(number!.Value - expected.Value).ShouldBeLessThanOrEqualTo(Math.Abs(expected.Value) * 1e-13m);
    }

    private static List<Dictionary<string, OfficeCell>> Table(List<List<OfficeCell>> sheet, string firstHeader)
    {
        var header = sheet.FindIndex(row => row.Count > 1 && row[0].Text == firstHeader);
        return [.. sheet.Skip(header + 1).TakeWhile(row => row.Count > 0)
            .Select(row => sheet[header].Zip(row).ToDictionary(pair => pair.First.Text, pair => pair.Second))];
    }

    private async Task<byte[]> WriteAsync()
    {
        await using var services = new ServiceCollection()
            .AddSingleton<IDashboardSnapshots>(_board)
            .AddSingleton<IPanelRestatements>(_restatements)
            .AddSingleton(new MetricCatalog())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ReportingCalendar>()
            .AddOptions()
            .AddDashboardSheets()
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var at = _board.Snapshot.AsOf;
        using var book = new ReportWorkbook("Report", at);
        foreach (var sheet in scope.ServiceProvider.GetServices<IReportSheet>().OrderBy(s => s.Order))
            await sheet.WriteAsync(book, new ReportRequest("period=90d", "*", "account", at), CancellationToken.None);
        return book.ToArray();
    }
}
