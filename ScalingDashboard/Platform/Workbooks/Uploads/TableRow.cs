namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>What a cell of an uploaded table holds.</summary>
public enum TableCellKind
{
    Empty,
    Text,

    /// <summary>Digits with a point, whatever the language of the program that wrote it.</summary>
    Number,

    /// <summary>ISO 8601 without an offset, because a cell has none: a day, a time of day, or both.</summary>
    Moment,
}

/// <summary>One cell, as text whatever it holds.</summary>
public readonly record struct TableCell(TableCellKind Kind, string Text)
{
    public static readonly TableCell Empty = new(TableCellKind.Empty, "");

    public static TableCell Of(string text) => text.Length == 0 ? Empty : new(TableCellKind.Text, text);
}

/// <summary>A row with something in it.</summary>
/// <param name="Number">As a spreadsheet program shows it, from 1.</param>
/// <param name="Cells">Up to the last that is not empty.</param>
public sealed record TableRow(int Number, IReadOnlyList<TableCell> Cells)
{
    /// <summary>The cell of a column, counted from 0; empty beyond the last.</summary>
    public TableCell this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : TableCell.Empty;
}
