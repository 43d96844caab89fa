using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace ScalingDashboard.Tests.Support;

/// <summary>A cell as a real spreadsheet program understands it after recalculating: number, text, date or formula.</summary>
/// <param name="Type"><c>float</c>, <c>string</c>, <c>date</c>, …; null for an empty cell.</param>
/// <param name="Text">What is shown.</param>
/// <param name="Number">The unrounded value of a number.</param>
internal sealed record OfficeCell(string? Type, string Text, decimal? Number, bool IsFormula);

/// <summary>Opens a workbook in headless LibreOffice and reads what it made of it.</summary>
internal static class LibreOffice
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private static readonly XNamespace Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>Rows of cells for each sheet, by its name; empty cells at the ends are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, List<List<OfficeCell>>>> ReadAsync(byte[] workbook)
    {
        var folder = Directory.CreateTempSubdirectory("libreoffice-");
        try
        {
            var file = Path.Combine(folder.FullName, "book.xlsx");
            await File.WriteAllBytesAsync(file, workbook);
            await ConvertAsync(folder.FullName, file);
            return XDocument.Load(Path.ChangeExtension(file, ".fods"), LoadOptions.PreserveWhitespace).Descendants(Table + "table")
                .ToDictionary(t => (string)t.Attribute(Table + "name")!, ReadRows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Flat OpenDocument: one XML file with all sheets, types, values and formulas.
    private static async Task ConvertAsync(string folder, string file)
    {
        var start = new ProcessStartInfo("soffice",
            [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to", "fods", "--outdir", folder, file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("soffice did not start.");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        process.ExitCode.ShouldBe(0, $"{await output}{await errors}");
    }

    private static List<List<OfficeCell>> ReadRows(XElement table)
    {
        List<List<OfficeCell>> rows = [];
        foreach (var row in table.Descendants(Table + "table-row"))
        {
            var cells = ReadCells(row);
            var repeat = (int?)row.Attribute(Table + "number-rows-repeated") ?? 1;
            // The unused rest of a sheet is one row repeated a million times.
            for (var i = 0; i < (cells.Count == 0 ? Math.Min(repeat, 100) : repeat); i++)
                rows.Add(cells);
        }
        return rows;
    }

    private static List<OfficeCell> ReadCells(XElement row)
    {
        List<OfficeCell> cells = [];
        foreach (var cell in row.Elements(Table + "table-cell"))
            for (var i = 0; i < Math.Min((int?)cell.Attribute(Table + "number-columns-repeated") ?? 1, 100); i++)
                cells.Add(Read(cell));
        while (cells.Count > 0 && cells[^1].Type is null)
            cells.RemoveAt(cells.Count - 1);
        return cells;
    }

    private static OfficeCell Read(XElement cell) => new(
        (string?)cell.Attribute(Office + "value-type"),
        string.Join('\n', cell.Elements(Words + "p").Select(p => string.Concat(p.DescendantNodes().Select(ReadNode)))),
        decimal.TryParse((string?)cell.Attribute(Office + "value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        cell.Attribute(Table + "formula") is not null);

    // OpenDocument writes runs of spaces and tabs as elements.
    private static string ReadNode(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "s" } spaces => new string(' ', (int?)spaces.Attribute(Words + "c") ?? 1),
        XElement { Name.LocalName: "tab" } => "\t",
        _ => "",
    };
}
