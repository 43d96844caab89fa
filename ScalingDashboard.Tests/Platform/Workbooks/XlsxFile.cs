using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace ScalingDashboard.Tests.Platform.Workbooks;

/// <summary>Reads a workbook's parts as they are in the file, without the library that wrote them.</summary>
internal sealed class XlsxFile
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly Dictionary<string, XDocument> _parts = [];
    private readonly string[] _strings;
    private readonly bool[] _quoted;

    public XlsxFile(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal) || e.Name.EndsWith(".rels", StringComparison.Ordinal)))
        {
            using var stream = entry.Open();
            _parts[entry.FullName] = XDocument.Load(stream, LoadOptions.PreserveWhitespace);
        }
        // Texts may as well stand in their cells.
        _strings = [.. (_parts.GetValueOrDefault("xl/sharedStrings.xml") ?? new XDocument()).Descendants(Main + "si").Select(si => string.Concat(si.Descendants(Main + "t").Select(t => t.Value)))];
        _quoted = [.. _parts["xl/styles.xml"].Descendants(Main + "cellXfs").Elements().Select(xf => (string?)xf.Attribute("quotePrefix") is "1" or "true")];
    }

    public IReadOnlyCollection<string> PartNames => _parts.Keys;

    public IReadOnlyList<string> Sheets => [.. _parts["xl/workbook.xml"].Descendants(Main + "sheet").Select(s => (string)s.Attribute("name")!)];

    public IReadOnlyDictionary<string, string> DefinedNames => _parts["xl/workbook.xml"].Descendants(Main + "definedName")
        .Where(n => n.Attribute("localSheetId") is null).ToDictionary(n => (string)n.Attribute("name")!, n => n.Value);

    public IReadOnlyList<(string Name, string Range, bool Filters)> Tables => [.. _parts
        .Where(p => p.Key.StartsWith("xl/tables/", StringComparison.Ordinal)).Select(p => p.Value.Root!)
        .Select(t => ((string)t.Attribute("name")!, (string)t.Attribute("ref")!, t.Element(Main + "autoFilter") is not null))];

    public IReadOnlyList<XlsxCell> Cells(string sheet) => [.. SheetPart(sheet).Descendants(Main + "c").Select(Read)];

    public XElement SheetElement(string sheet, string name) => SheetPart(sheet).Descendants(Main + name).First();

    private XDocument SheetPart(string sheet)
    {
        var id = (string)_parts["xl/workbook.xml"].Descendants(Main + "sheet").Single(s => (string)s.Attribute("name")! == sheet).Attribute(Relations + "id")!;
        var target = (string)_parts["xl/_rels/workbook.xml.rels"].Root!.Elements().Single(r => (string)r.Attribute("Id")! == id).Attribute("Target")!;
        return _parts[target.StartsWith('/') ? target[1..] : $"xl/{target}"];
    }

    private XlsxCell Read(XElement c)
    {
        var type = (string?)c.Attribute("t") ?? "n";
        var raw = c.Element(Main + "v")?.Value;
        var text = type == "s" ? _strings[int.Parse(raw!, CultureInfo.InvariantCulture)] : raw;
        return new((string)c.Attribute("r")!, type, text, c.Element(Main + "f")?.Value, _quoted[(int?)c.Attribute("s") ?? 0]);
    }
}

/// <param name="Type"><c>s</c> shared string, <c>n</c> number or date, <c>str</c> a formula's text.</param>
internal sealed record XlsxCell(string Address, string Type, string? Value, string? Formula, bool Quoted);
