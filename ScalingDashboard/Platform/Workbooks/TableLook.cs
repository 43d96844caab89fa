using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>How a table's column looks: numbers to the right with what stands in for them, everything else to the left.</summary>
internal static class TableLook
{
    /// <param name="column">The column with its header.</param>
    /// <param name="kinds">What its cells hold.</param>
    public static void Apply(IXLRangeColumn column, IEnumerable<CellKind> kinds)
    {
        var isNumeric = kinds.Any(kind => kind is CellKind.Number or CellKind.Formula);
        foreach (var cell in column.Cells())
        {
            // An empty cell with a border is written with its type, and only a number's type may be without a value.
            if (cell.IsEmpty())
                cell.DataType = XLDataType.Number;
            cell.Style.Alignment.SetVertical(XLAlignmentVerticalValues.Top)
                .Alignment.SetWrapText(cell.DataType == XLDataType.Text && cell.GetString().Length > ColumnWidths.Most)
                .Border.SetBottomBorder(XLBorderStyleValues.Hair)
                .Border.SetBottomBorderColor(Palette.Line);
            if (isNumeric)
                // The indent keeps the last digit off the first letter of the next column.
                cell.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Right).Alignment.SetIndent(1);
            else
                cell.Style.Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);
        }
        column.FirstCell().Style.Font.SetBold()
            .Fill.SetBackgroundColor(Palette.Header)
            .Alignment.SetWrapText()
            .Border.SetBottomBorder(XLBorderStyleValues.Thin);
    }
}
