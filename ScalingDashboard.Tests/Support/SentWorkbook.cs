using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace ScalingDashboard.Tests.Support;

/// <summary>A workbook put together part by part, as any program might write it, and as none should.</summary>
internal sealed class SentWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly Dictionary<string, Action<Stream>> _parts = [];

    public SentWorkbook()
    {
        With("[Content_Types].xml", """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
            """);
        With("_rels/.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        WithBook("""<sheet name="Data" sheetId="1" r:id="r1"/>""");
        With("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="r4" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>
            """);
        WithRows("");
    }

    public SentWorkbook With(string part, string content) => With(part, stream => stream.Write(Encoding.UTF8.GetBytes(content)));

    public SentWorkbook With(string part, Action<Stream> write)
    {
        _parts[part] = write;
        return this;
    }

    /// <param name="settings">Attributes of the workbook's own element.</param>
    public SentWorkbook WithBook(string sheets, string settings = "") =>
        With("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><workbookPr {settings}/><sheets>{sheets}</sheets></workbook>""");

    public SentWorkbook WithRows(string rows, string sheet = "sheet1") => With($"xl/worksheets/{sheet}.xml", Sheet(rows));

    public SentWorkbook WithStyles(string formats, params int[] cells) => With("xl/styles.xml",
        $"""<styleSheet xmlns="{Main}"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{string.Concat(cells.Select(id => $"<xf numFmtId=\"{id.ToString(CultureInfo.InvariantCulture)}\"/>"))}</cellXfs></styleSheet>""");

    public SentWorkbook WithStrings(string items) => With("xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{items}</sst>""");

    /// <summary>A table of texts; what can be read as a number is one.</summary>
    public static byte[] Of(params string[][] rows) => new SentWorkbook().WithRows(string.Concat(rows.Select((row, r) =>
        $"<row r=\"{r + 1}\">{string.Concat(row.Select((text, c) => Cell(text, $"{(char)('A' + c)}{r + 1}")))}</row>"))).ToArray();

    public static string Sheet(string rows) => $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""";

    public byte[] ToArray(CompressionLevel level = CompressionLevel.Optimal)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, write) in _parts)
            {
                using var part = archive.CreateEntry(name, level).Open();
                write(part);
            }
        return file.ToArray();
    }

    private static string Cell(string text, string at) => text.Length == 0
        ? ""
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"<c r=\"{at}\"><v>{text}</v></c>"
            : $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>";
}
