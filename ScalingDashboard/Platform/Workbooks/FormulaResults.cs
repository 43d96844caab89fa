using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>What a formula yields at the moment of writing.</summary>
internal sealed record FormulaResult(string Sheet, string Address, decimal? Value, string? Words);

/// <summary>
/// Stores results beside formulas, which ClosedXML does not. Excel recalculates anyway; previews, scripts and viewers
/// that only read would see empty cells.
/// </summary>
internal static class FormulaResults
{
    public static void Store(Stream file, IReadOnlyList<FormulaResult> results)
    {
        if (results.Count == 0)
            return;
        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, isEditable: true);
        var book = document.WorkbookPart!;
        foreach (var perSheet in results.GroupBy(r => r.Sheet))
        {
            var sheet = book.Workbook.Descendants<Sheet>().Single(s => s.Name == perSheet.Key);
            var part = (WorksheetPart)book.GetPartById(sheet.Id!.Value!);
            var byAddress = perSheet.ToDictionary(r => r.Address, StringComparer.Ordinal);
            foreach (var cell in part.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>())
                if (cell.CellFormula is not null && byAddress.TryGetValue(cell.CellReference!.Value!, out var result))
                    Store(cell, result);
            part.Worksheet.Save();
        }
    }

    private static void Store(DocumentFormat.OpenXml.Spreadsheet.Cell cell, FormulaResult result)
    {
        if (result.Value is { } number)
        {
            cell.DataType = null;
            cell.CellValue = new CellValue(((double)number).ToString("R", CultureInfo.InvariantCulture));
        }
        else
        {
            cell.DataType = CellValues.String;
            cell.CellValue = new CellValue(result.Words ?? "");
        }
    }
}
