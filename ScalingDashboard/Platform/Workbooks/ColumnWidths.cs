using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>Column widths by counting characters. Measuring text needs fonts that a server may not have.</summary>
internal sealed class ColumnWidths
{
    /// <summary>Longer text wraps.</summary>
    public const int Most = 60;

    private const int Least = 8;

    /// <summary>Room for the filter's arrow beside a header.</summary>
    private const int Arrow = 4;

    private readonly Dictionary<int, int> _characters = [];

    // A long header wraps, so it asks for no more than its longest word and a little company.
    public void ObserveHeader(int column, string header) =>
        Ask(column, Math.Max(header.Split(' ').Max(word => word.Length), Math.Min(header.Length, 14)) + Arrow);

    public void Observe(int column, Cell cell) => Ask(column, Characters(cell));

    public void Apply(IXLWorksheet sheet)
    {
        foreach (var (column, characters) in _characters)
            sheet.Column(column).Width = Math.Clamp(characters + 1, Least, Most);
    }

    private void Ask(int column, int characters) =>
        _characters[column] = Math.Max(_characters.GetValueOrDefault(column), characters);

    private static int Characters(Cell cell) => cell.Kind switch
    {
        CellKind.Time => cell.Format!.Length,
        CellKind.Text => cell.Words!.Length,
        CellKind.Number or CellKind.Formula when cell.Value is { } value => Digits(value),
        CellKind.Formula => cell.Words?.Length ?? 0,
        _ => 0,
    };

    // Whole digits, a separator after every three, a point with two decimals and a sign or currency.
    private static int Digits(decimal value)
    {
        var whole = decimal.Truncate(Math.Abs(value)).ToString(CultureInfo.InvariantCulture).Length;
        return whole + ((whole - 1) / 3) + 5;
    }
}
