using System.Text;
using ScalingDashboard.Platform.Workbooks.Uploads;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Workbooks.Uploads;

/// <summary>What comes out of the cells that spreadsheet programs write.</summary>
[Trait("Ring", "Unit")]
public sealed class TableFileTests
{
    [Theory]
    [InlineData("<c r=\"A1\"><v>1250.5</v></c>", "Number", "1250.5")]
    [InlineData("<c r=\"A1\"><v>1.1000000000000001</v></c>", "Number", "1.1")]
    [InlineData("<c r=\"A1\" s=\"1\"><v>46112</v></c>", "Moment", "2026-03-31")]
    [InlineData("<c r=\"A1\" s=\"1\"><v>46112.416666666664</v></c>", "Moment", "2026-03-31T10:00:00")]
    [InlineData("<c r=\"A1\" s=\"2\"><v>46112.5</v></c>", "Moment", "2026-03-31T12:00:00")]
    [InlineData("<c r=\"A1\" s=\"3\"><v>0.5</v></c>", "Moment", "12:00:00")]
    [InlineData("<c r=\"A1\" s=\"4\"><v>4.4999999999999998E-2</v></c>", "Text", "4.5%")]
    [InlineData("<c r=\"A1\" s=\"5\"><v>46112</v></c>", "Number", "46112")]
    [InlineData("<c r=\"A1\" t=\"b\"><v>1</v></c>", "Text", "TRUE")]
    [InlineData("<c r=\"A1\" t=\"e\"><v>#REF!</v></c>", "Text", "#REF!")]
    [InlineData("<c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v> done </v></c>", "Text", "done")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>0</v></c>", "Text", "FIN-DE")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>1</v></c>", "Text", "two runs")]
    [InlineData("<c r=\"A1\" t=\"s\"><v>2</v></c>", "Text", "_x0041_")]
    [InlineData("<c r=\"A1\" t=\"inlineStr\"><is><t>in line</t></is></c>", "Text", "in line")]
    [InlineData("<c r=\"A1\" t=\"d\"><v>2026-03-31</v></c>", "Moment", "2026-03-31")]
    public void Cell_of_a_workbook_is_read_as_what_it_is(string cell, string kind, string text)
    {
        var book = new SentWorkbook().WithRows($"<row r=\"1\">{cell}</row>")
            .WithStyles("""<numFmt numFmtId="164" formatCode="[$-407]d. mmm yyyy\ &quot;at&quot; hh:mm"/><numFmt numFmtId="165" formatCode="[Red]0.00&quot; days&quot;"/>""", 0, 14, 164, 21, 9, 165)
            .WithStrings("<si><t>FIN-DE</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh sb=\"0\" eb=\"1\"><t>hint</t></rPh></si><si><t>_x005F_x0041_</t></si>");

        var only = Read("book.xlsx", book.ToArray()).ShouldHaveSingleItem();

        only.Cells.ShouldHaveSingleItem().ShouldBe(new TableCell(Enum.Parse<TableCellKind>(kind), text));
    }

    [Fact]
    public void Days_of_a_workbook_from_1904_are_the_same_days()
    {
        var book = new SentWorkbook().WithBook("""<sheet name="Data" sheetId="1" r:id="r1"/>""", "date1904=\"1\"").WithStyles("", 0, 14)
            .WithRows("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44650</v></c></row>");

        Read("book.xlsx", book.ToArray())[0][0].Text.ShouldBe("2026-03-31");
    }

    [Fact]
    public void Rows_keep_their_numbers_and_cells_their_columns_whatever_is_left_out()
    {
        var book = new SentWorkbook().WithRows("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"D3\"><v>2</v></c></row><row r=\"4\" spans=\"1:3\"/><row><c><v>3</v></c><c><v>4</v></c></row>");

        var rows = Read("book.xlsx", book.ToArray());

        rows.Select(row => row.Number).ShouldBe([3, 5]);
        rows[0].Cells.Select(cell => cell.Text).ShouldBe(["", "1", "", "2"]);
        rows[1].Cells.Select(cell => cell.Text).ShouldBe(["3", "4"]);
        rows[1][7].ShouldBe(TableCell.Empty);
    }

    [Fact]
    public void Sheets_that_are_hidden_are_not_offered_and_others_can_be_chosen()
    {
        var book = new SentWorkbook().WithBook("""<sheet name="Lists" sheetId="3" state="hidden" r:id="r3"/><sheet name="A &amp; B" sheetId="1" r:id="r1"/><sheet name="Other" sheetId="2" r:id="r2"/>""")
            .WithRows("<row><c><v>1</v></c></row>").WithRows("<row><c><v>2</v></c></row>", "sheet2");
        using var file = TableFile.Open("book.xlsx", book.ToArray(), UploadLimits.Default);

        file.Sheets.ShouldBe(["A & B", "Other"]);
        file.Rows(null, default).Single()[0].Text.ShouldBe("1");
        file.Rows("Other", default).Single()[0].Text.ShouldBe("2");
    }

    [Theory]
    [InlineData("unit,value\nFIN-DE,1")]
    [InlineData("unit;value\r\nFIN-DE;1\r\n")]
    [InlineData("unit\tvalue\n\nFIN-DE\t1")]
    [InlineData("sep=|\nunit|value\nFIN-DE|1")]
    [InlineData("\"unit\",\"value\"\n\"FIN-DE\",\"1\"")]
    [InlineData("unit;value\n\"FIN-DE\";\"1\"\n;;\n")]
    public void Csv_of_any_country_is_read(string text)
    {
        var rows = Read("table.csv", Encoding.UTF8.GetBytes(text));

        rows.Select(row => string.Join('/', row.Cells.Select(cell => cell.Text))).ShouldBe(["unit/value", "FIN-DE/1"]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Csv_of_any_usual_encoding_is_read(string name)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);

        Read("table.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("Größe;Wert €\n1;2")])[0].Cells.Select(cell => cell.Text).ShouldBe(["Größe", "Wert €"]);
    }

    [Fact]
    public void Csv_with_an_open_quote_is_refused_by_line() =>
        Should.Throw<FileRefused>(() => Read("table.csv", Encoding.UTF8.GetBytes("a,b\n1,\"2\n3,4\n"))).Message.ShouldContain("quotes do not match");

    [Theory]
    [InlineData(TableFileKind.Csv, "table.csv")]
    [InlineData(TableFileKind.Xlsx, "table.xlsx")]
    public void Table_that_was_written_is_read_as_it_was(TableFileKind kind, string name)
    {
        string[] texts = [.. InjectionTests.Corpus.Where(text => text.Trim() == text && text != "\uD800" && !text.Contains('\0')), "-5", "a,b;c\td", "_x0041_ and \"quotes\""];
        using var writer = TableWriter.Create(kind);
        writer.Write([TableCell.Of("text"), TableCell.Of("number")]);
        foreach (var text in texts)
            writer.Write([TableCell.Of(text), new(TableCellKind.Number, "-12.50")]);

        var rows = Read(name, writer.ToArray());

        rows.Skip(1).Select(row => row[0].Text).ShouldBe(texts.Select(text => kind == TableFileKind.Csv ? text : text.Replace("\u0001", "\uFFFD", StringComparison.Ordinal)));
        rows.Skip(1).ShouldAllBe(row => row[1].Text == "-12.50");
    }

    [Fact]
    public void Text_that_looks_like_a_formula_is_marked_as_text_in_what_we_write()
    {
        using var csv = TableWriter.Create(TableFileKind.Csv);
        using var xlsx = TableWriter.Create(TableFileKind.Xlsx);
        foreach (var writer in new[] { csv, xlsx })
            writer.Write([TableCell.Of("=1+1"), TableCell.Of("@SUM(1)"), TableCell.Of("-5"), TableCell.Of("plain")]);

        Encoding.UTF8.GetString(csv.ToArray()).TrimStart('\uFEFF').ShouldBe("'=1+1,'@SUM(1),-5,plain\r\n");
        var cells = new XlsxFile(xlsx.ToArray()).Cells("Table");
        cells.Select(cell => cell.Quoted).ShouldBe([true, true, true, false]);
        cells.ShouldAllBe(cell => cell.Type == "inlineStr" && cell.Formula == null);
    }

    [Fact]
    public void Moments_are_written_as_days_of_the_spreadsheet()
    {
        using var writer = TableWriter.Create(TableFileKind.Xlsx);
        writer.Write([TableCell.Of("at")]);
        writer.Write([new(TableCellKind.Moment, "2026-03-31")]);
        writer.Write([new(TableCellKind.Moment, "2026-03-31T10:00:00")]);

        Read("table.xlsx", writer.ToArray()).Skip(1).Select(row => row[0]).ShouldBe([new(TableCellKind.Moment, "2026-03-31"), new(TableCellKind.Moment, "2026-03-31T10:00:00")]);
    }

    private static List<TableRow> Read(string name, byte[] content)
    {
        using var file = TableFile.Open(name, content, UploadLimits.Default);
        return [.. file.Rows(null, CancellationToken.None)];
    }
}
