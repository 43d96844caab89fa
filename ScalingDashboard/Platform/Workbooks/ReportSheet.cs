using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>One sheet, written from top to bottom: title, facts, tables, notes. Layout for screen and print is done here.</summary>
public sealed class ReportSheet
{
    private readonly XLWorkbook _book;
    private readonly IXLWorksheet _sheet;
    private readonly CellWriter _writer;
    private readonly ColumnWidths _widths = new();
    private int _row = 1;
    private bool _hasTable;

    internal ReportSheet(XLWorkbook book, IXLWorksheet sheet, List<FormulaResult> results)
    {
        (_book, _sheet) = (book, sheet);
        _writer = new CellWriter(sheet, results);
        sheet.ShowGridLines = false;
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.PaperSize = XLPaperSize.A4Paper;
        sheet.PageSetup.FitToPages(1, 0);
        sheet.PageSetup.Footer.Left.AddText("&A");
        sheet.PageSetup.Footer.Right.AddText("&P / &N");
    }

    public void Title(string title, string note)
    {
        WriteLine(title, cell => cell.Style.Font.SetBold().Font.SetFontSize(16));
        if (note.Length > 0)
            WriteLine(note, cell => cell.Style.Font.SetFontColor(Palette.Muted));
        _row++;
    }

    public void Heading(string text) => WriteLine(text, cell => cell.Style.Font.SetBold().Font.SetFontSize(13));

    /// <summary>A line of small print, for example where the figures come from.</summary>
    public void Note(string text) => WriteLine(text, cell => cell.Style.Font.SetFontColor(Palette.Muted));

    /// <summary>A label and its value on one line.</summary>
    /// <param name="definedName">A name by which formulas in this workbook can refer to the value; null for none.</param>
    public void Fact(string label, Cell value, string? definedName = null)
    {
        _writer.Write(_row, 1, Cell.Text(label));
        _sheet.Cell(_row, 1).Style.Font.SetFontColor(Palette.Muted);
        _writer.Write(_row, 2, value);
        var cell = _sheet.Cell(_row, 2);
        cell.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);
        if (definedName is not null)
            _book.NamedRanges.Add(definedName, cell.AsRange());
        _widths.Observe(1, Cell.Text(label));
        _row++;
    }

    /// <summary>Gives labels and values of a sheet without a table the width that they need; long values go on below.</summary>
    internal void FitFacts()
    {
        _widths.Apply(_sheet);
        _sheet.Column(2).Width = 100;
        _sheet.Column(2).Style.Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
        _sheet.Column(1).Style.Alignment.SetVertical(XLAlignmentVerticalValues.Top);
    }

    public void Space() => _row++;

    /// <summary>Writes a table below what is there. The first table of a sheet is the one whose header stays in sight
    /// and is repeated on every printed page.</summary>
    public void Table(ReportTable table)
    {
        var header = _row;
        for (var column = 0; column < table.Columns.Count; column++)
        {
            // The file repeats headers in an attribute, which can not hold line breaks.
            _writer.Write(header, column + 1, Cell.Text(SafeText.OneLine(table.Columns[column])));
            _widths.ObserveHeader(column + 1, table.Columns[column]);
        }
        foreach (var cells in table.Rows)
        {
            _row++;
            for (var column = 0; column < cells.Count; column++)
            {
                _writer.Write(_row, column + 1, cells[column], table.Columns);
                _widths.Observe(column + 1, cells[column]);
            }
        }
        // Excel wants a row below every header.
        if (table.Rows.Count == 0)
            _row++;
        Format(_sheet.Range(header, 1, _row, table.Columns.Count), table);
        if (!_hasTable)
            KeepInSight(header);
        _hasTable = true;
        _row += 2;
        if (_writer.TakeLongNumbers() is var count and > 0)
            Note(string.Create(CultureInfo.InvariantCulture, $"{count} value(s) above have more than 15 digits. Excel would round them, so they are stored as text."));
        _widths.Apply(_sheet);
    }

    private static void Format(IXLRange range, ReportTable table)
    {
        var excel = range.CreateTable(table.Name);
        // Light stripes where a program knows table styles; the rest is in the cells, for those that do not.
        excel.Theme = XLTableTheme.TableStyleLight1;
        excel.ShowAutoFilter = true;
        for (var column = 0; column < table.Columns.Count; column++)
            TableLook.Apply(range.Column(column + 1), table.Rows.Select(row => row[column].Kind));
    }

    private void KeepInSight(int header)
    {
        // A header far down would fill the screen with what is above it.
        if (header > 8)
            return;
        _sheet.SheetView.FreezeRows(header);
        _sheet.PageSetup.SetRowsToRepeatAtTop(header, header);
    }

    private void WriteLine(string text, Action<IXLCell> style)
    {
        _writer.Write(_row, 1, Cell.Text(text));
        style(_sheet.Cell(_row, 1));
        _row++;
    }
}
