using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>Puts a <see cref="Cell"/> into a worksheet as exactly the type it is.</summary>
internal sealed class CellWriter(IXLWorksheet sheet, List<FormulaResult> results)
{
    /// <summary>Excel keeps 15 digits of a number; from here on whole numbers would change.</summary>
    private const decimal FirstInexact = 1_000_000_000_000_000m;

    private int _longNumbers;

    public void Write(int row, int column, Cell cell, IReadOnlyList<string>? headers = null)
    {
        var target = sheet.Cell(row, column);
        switch (cell.Kind)
        {
            case CellKind.Text:
                WriteText(target, cell.Words!);
                break;
            case CellKind.Number when Math.Abs(cell.Value!.Value) >= FirstInexact:
                WriteText(target, cell.Value.Value.ToString(CultureInfo.InvariantCulture));
                target.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Right);
                _longNumbers++;
                break;
            case CellKind.Number:
                target.SetValue(cell.Value!.Value);
                target.Style.NumberFormat.Format = cell.Format!;
                break;
            case CellKind.Time:
                target.SetValue(cell.Time!.Value);
                target.Style.DateFormat.Format = cell.Format!;
                break;
            case CellKind.Formula:
                target.FormulaA1 = Resolve(cell.Expression!, row, headers ?? []);
                target.Style.NumberFormat.Format = cell.Format!;
                results.Add(new(sheet.Name, target.Address.ToString()!, cell.Value, cell.Words));
                break;
            case CellKind.Empty:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(cell));
        }
        if (cell.Tone != CellTone.Neutral)
            target.Style.Font.SetFontColor(Palette.Of(cell.Tone));
    }

    /// <summary>How many numbers were stored as text since the last question.</summary>
    public int TakeLongNumbers() => Interlocked.Exchange(ref _longNumbers, 0);

    private static void WriteText(IXLCell target, string text)
    {
        var clean = SafeText.Clean(text);
        target.SetValue<string>(clean);
        target.DataType = XLDataType.Text;
        target.Style.IncludeQuotePrefix = SafeText.NeedsQuote(clean);
        target.Style.Alignment.SetWrapText(false);
    }

    private static string Resolve(string expression, int row, IReadOnlyList<string> headers)
    {
        for (var column = 0; column < headers.Count; column++)
            expression = expression.Replace(
                $"{{{headers[column]}}}",
                string.Create(CultureInfo.InvariantCulture, $"{XLHelper.GetColumnLetterFromNumber(column + 1)}{row}"),
                StringComparison.Ordinal);
        return expression;
    }
}
