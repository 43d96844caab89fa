using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>What a column of a form takes.</summary>
public enum EntryKind
{
    Text,
    Number,
    Day,
}

/// <summary>A column to be filled in.</summary>
/// <param name="Heading">By which the column is known again.</param>
/// <param name="Hint">Shown beside the cell that is being filled in; at most 255 characters.</param>
/// <param name="Choices">What can be chosen; empty takes anything.</param>
public sealed record EntryColumn(string Heading, EntryKind Kind, string Hint, IReadOnlyList<string> Choices);

/// <summary>A workbook to fill in: an empty table with lists to choose from, and a sheet of notes.</summary>
public static class EntryForm
{
    /// <summary>Rows that are prepared; below them anything can be written, without lists.</summary>
    private const int Rows = 2_000;

    private const string Lists = "Lists";

    /// <param name="facts">Labels and texts of the sheet of notes.</param>
    public static byte[] Write(string title, DateTimeOffset created, IReadOnlyList<EntryColumn> columns, IReadOnlyList<(string Label, string Text)> facts)
    {
        using var book = new ReportWorkbook(title, created);
        var table = book.AddPlainSheet("Readings");
        var lists = columns.Any(c => c.Choices.Count > 0) ? WriteLists(book, columns) : null;
        for (var column = 0; column < columns.Count; column++)
            Prepare(table, column + 1, columns[column], lists);
        table.SheetView.FreezeRows(1);
        var notes = book.AddSheet("Notes");
        notes.Title(title, "");
        foreach (var (label, text) in facts)
            notes.Fact(label, Cell.Text(text));
        notes.FitFacts();
        return book.ToArray();
    }

    private static void Prepare(IXLWorksheet table, int number, EntryColumn column, IXLWorksheet? lists)
    {
        var head = table.Cell(1, number);
        head.SetValue<string>(SafeText.OneLine(column.Heading));
        head.DataType = XLDataType.Text;
        head.Style.Font.SetBold().Fill.SetBackgroundColor(Palette.Header);
        table.Column(number).Width = Math.Max(16, column.Heading.Length + 4);
        var cells = table.Range(2, number, Rows + 1, number);
        if (column.Kind == EntryKind.Day)
            cells.Style.DateFormat.Format = CellFormat.Day;
        if (column.Kind == EntryKind.Text)
            cells.Style.NumberFormat.Format = "@";
        var rule = cells.SetDataValidation();
        rule.InputTitle = SafeText.OneLine(column.Heading)[..Math.Min(32, column.Heading.Length)];
        rule.InputMessage = column.Hint[..Math.Min(255, column.Hint.Length)];
        rule.ShowInputMessage = true;
        if (column.Choices.Count > 0 && lists is not null)
        {
            rule.List(lists.Range(1, number, column.Choices.Count, number), true);
            rule.ErrorTitle = "Not in the list";
            rule.ErrorMessage = "Choose one from the list.";
        }
        else
        {
            rule.AllowedValues = XLAllowedValues.AnyValue;
        }
    }

    private static IXLWorksheet WriteLists(ReportWorkbook book, IReadOnlyList<EntryColumn> columns)
    {
        var lists = book.AddPlainSheet(Lists);
        for (var column = 0; column < columns.Count; column++)
            for (var row = 0; row < columns[column].Choices.Count; row++)
            {
                var cell = lists.Cell(row + 1, column + 1);
                cell.SetValue<string>(SafeText.Clean(columns[column].Choices[row]));
                cell.DataType = XLDataType.Text;
                cell.Style.IncludeQuotePrefix = SafeText.NeedsQuote(columns[column].Choices[row]);
            }
        lists.Hide();
        return lists;
    }
}
