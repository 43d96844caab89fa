using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Tests.Platform.Workbooks;

[Trait("Ring", "Unit")]
public sealed class ReportWorkbookTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Table_is_an_excel_table_with_filter_frozen_header_and_print_titles()
    {
        var file = Write(sheet => sheet.Table(new("Figures", ["Key", "Value"], [[Cell.Text("a"), Cell.Number(1.5m, CellFormat.Exact)]])));

        file.Tables.ShouldBe([("Figures", "A1:B2", true)]);
        ((string)file.SheetElement("Test", "pane").Attribute("ySplit")!).ShouldBe("1");
        ((string)file.SheetElement("Test", "pageSetup").Attribute("orientation")!).ShouldBe("landscape");
        ((string)file.SheetElement("Test", "pageSetup").Attribute("fitToHeight")!).ShouldBe("0");
        file.Cells("Test").Select(c => (c.Type, c.Value)).ShouldBe([("s", "Key"), ("s", "Value"), ("s", "a"), ("n", "1.5")]);
    }

    [Fact]
    public void Table_without_rows_is_still_a_table()
    {
        var file = Write(sheet => sheet.Table(new("Figures", ["Key", "Value"], [])));

        file.Tables.ShouldBe([("Figures", "A1:B2", true)]);
    }

    [Fact]
    public void Formula_refers_to_its_own_row_and_carries_its_result()
    {
        var file = Write(sheet =>
        {
            sheet.Title("Title", "note");
            sheet.Table(new("Figures", ["Value", "Previous", "Change"],
                [[Cell.Number(3, CellFormat.Exact), Cell.Number(1, CellFormat.Exact), Cell.Formula("{Value}-{Previous}", CellFormat.Exact, Cell.Number(2, CellFormat.Exact))]]));
        });

        var formula = file.Cells("Test").Single(c => c.Formula is not null);
        (formula.Address, formula.Formula, formula.Value).ShouldBe(("C5", "A5-B5", "2"));
    }

    [Fact]
    public void Number_of_more_than_15_digits_is_text_with_a_note()
    {
        var file = Write(sheet => sheet.Table(new("Figures", ["Value"],
            [[Cell.Number(1_234_567_890_123_456m, CellFormat.Exact)], [Cell.Number(0.1234567890123456789m, CellFormat.Exact)]])));

        var cells = file.Cells("Test");
        (cells[1].Type, cells[1].Value).ShouldBe(("s", "1234567890123456"));
        (cells[2].Type, cells[2].Value).ShouldBe(("n", "0.123456789012346"));
        cells[3].Value!.ShouldStartWith("1 value(s) above have more than 15 digits");
    }

    [Fact]
    public void Unknown_number_is_empty_or_a_dash_and_never_zero()
    {
        var file = Write(sheet => sheet.Table(new("Figures", ["A", "B"], [[Cell.Number(null, CellFormat.Exact), Cell.NumberOrDash(null, CellFormat.Exact)]])));

        file.Cells("Test").Where(c => c.Address == "A2").ShouldAllBe(c => c.Value == null && c.Type == "n");
        file.Cells("Test").Single(c => c.Address == "B2").Value.ShouldBe("—");
    }

    [Fact]
    public void Fact_with_a_name_can_be_referred_to()
    {
        var file = Write(sheet => sheet.Fact("As of", Cell.Moment(At, TimeZoneInfo.Utc), "AsOf"));

        file.DefinedNames["AsOf"].ShouldBe("Test!$B$1:$B$1");
        file.Cells("Test").Single(c => c.Address == "B1").Value.ShouldBe("46112.5");
    }

    [Fact]
    public void Sheet_name_taken_or_forbidden_is_changed()
    {
        using var book = new ReportWorkbook("Test", At);
        book.AddSheet("'=HYPERLINK(\"http://x\")/[a]:b?*\\ and far too long for Excel'");
        book.AddSheet("Same");
        book.AddSheet("same");

        var names = new XlsxFile(book.ToArray()).Sheets;
        names[0].Length.ShouldBeLessThanOrEqualTo(31);
        names[0].ShouldNotContain('/');
        names.Skip(1).ShouldBe(["Same", "same 2"]);
    }

    private static XlsxFile Write(Action<ReportSheet> write)
    {
        using var book = new ReportWorkbook("Test", At);
        write(book.AddSheet("Test"));
        return new XlsxFile(book.ToArray());
    }
}
