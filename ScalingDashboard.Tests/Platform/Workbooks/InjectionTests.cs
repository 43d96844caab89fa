using ScalingDashboard.Platform.Workbooks;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Workbooks;

/// <summary>Requirement 34: a file we export never executes, whatever stands in names that come from outside.</summary>
public sealed class InjectionTests
{
    /// <summary>What has been used against spreadsheet programs, and text that only looks like another type.</summary>
    public static readonly string[] Corpus =
    [
        "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "\t=1+1", "\r=1+1", "\n=1+1", "\0=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
        "=cmd|' /C calc'!A1", "=HYPERLINK(\"http://localhost/\",\"click\")", "=DDE(\"cmd\";\"/C calc\";\"x\")", "=IMPORTXML(\"http://localhost/\",\"//a\")",
        "@SUM(1+9)*cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!D2", "{=1+1}", "'=1+1", "\"=1+1", ";=1+1", "=WEBSERVICE(\"http://localhost/\")",
        "007", "1e5", "TRUE", "2026-01-01", "12:30", "#REF!", " lead", "<b>&amp;", "_x0041_", "a\u0001b", "\uD800", "line\nbreak", "🙂",
    ];

    private static readonly DateTimeOffset At = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    [Trait("Ring", "Unit")]
    public void Text_that_looks_like_a_formula_is_a_quoted_string_everywhere()
    {
        var file = new XlsxFile(Write());

        foreach (var sheet in file.Sheets)
        {
            file.Cells(sheet).ShouldAllBe(c => c.Formula == null && (c.Type == "s" || c.Value == null || c.Value == "-5"));
            foreach (var cell in file.Cells(sheet).Where(c => c.Type == "s" && "=+-@\t\r\n'＝＋－＠".Contains(c.Value![0], StringComparison.Ordinal)))
                cell.Quoted.ShouldBeTrue(cell.Value);
        }
        file.Cells("Corpus").Where(c => c.Value == "-5").ShouldAllBe(c => c.Type == "n");
    }

    [Fact]
    [Trait("Ring", "Web")]
    public async Task Text_opened_by_libreoffice_is_shown_as_it_was_written()
    {
        var sheets = await LibreOffice.ReadAsync(Write());

        sheets.Values.SelectMany(rows => rows).SelectMany(cells => cells)
            .ShouldAllBe(cell => !cell.IsFormula && (cell.Type == "string" || cell.Type == null || cell.Number == -5));
        var shown = sheets["Corpus"].Where(row => row.Count == 2).Select(row => row[0].Text).ToList();
        shown.Count.ShouldBe(Corpus.Length);
        foreach (var (text, seen) in Corpus.Zip(shown).Where(pair => pair.First.All(c => c >= ' ') && pair.First != "\uD800"))
            seen.ShouldBe(text);
    }

    private static byte[] Write()
    {
        using var book = new ReportWorkbook("=1+1", At) { Subject = "=cmd|' /C calc'!A1" };
        var sheet = book.AddSheet("Corpus");
        foreach (var text in Corpus)
            sheet.Fact(text, Cell.Number(-5, CellFormat.Exact));
        foreach (var text in Corpus)
            book.AddSheet(text).Table(new("Table" + Array.IndexOf(Corpus, text), [text, "Other"], [[Cell.Text(text), Cell.Number(-5, CellFormat.Exact)]]));
        return book.ToArray();
    }
}
