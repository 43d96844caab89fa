using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>A workbook of one sheet, written as a stream: a hundred thousand rows cost no more memory than the packed file.</summary>
internal sealed partial class XlsxTableWriter : TableWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // Places in the list of cell formats below.
    private const string Quoted = "1";
    private const string Day = "2";
    private const string Moment = "3";
    private const string Header = "4";

    private readonly MemoryStream _file = new();
    private readonly ZipArchive _archive;
    private readonly XmlWriter _sheet;
    private int _row;

    public XlsxTableWriter()
    {
        _archive = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
        Part("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Types}.worksheet+xml"/></Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="Table" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{PackageRelations}"><Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>
            """);
        _sheet = XmlWriter.Create(_archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), new XmlWriterSettings { CloseOutput = true, Encoding = new UTF8Encoding(false) });
        _sheet.WriteStartElement("worksheet", Main);
        // The header stays in sight.
        _sheet.WriteRaw("""<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="22" defaultRowHeight="15"/>""");
        _sheet.WriteStartElement("sheetData", Main);
    }

    public override void Write(IReadOnlyList<TableCell> cells)
    {
        _row++;
        _sheet.WriteStartElement("row", Main);
        _sheet.WriteAttributeString("r", _row.ToString(CultureInfo.InvariantCulture));
        for (var column = 0; column < cells.Count; column++)
            Write(cells[column], ReferenceOf(column));
        _sheet.WriteEndElement();
    }

    public override byte[] ToArray()
    {
        _sheet.WriteEndDocument();
        _sheet.Dispose();
        _archive.Dispose();
        return _file.ToArray();
    }

    public override void Dispose()
    {
        _sheet.Dispose();
        _archive.Dispose();
        _file.Dispose();
    }

    private void Write(TableCell cell, string reference)
    {
        if (cell.Kind == TableCellKind.Empty)
            return;
        _sheet.WriteStartElement("c", Main);
        _sheet.WriteAttributeString("r", reference);
        if (cell.Kind == TableCellKind.Number)
        {
            _sheet.WriteElementString("v", Main, cell.Text);
        }
        else if (cell.Kind == TableCellKind.Moment && DateTime.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && cell.Text.Contains('-'))
        {
            _sheet.WriteAttributeString("s", cell.Text.Contains('T') ? Moment : Day);
            _sheet.WriteElementString("v", Main, time.ToOADate().ToString("R", CultureInfo.InvariantCulture));
        }
        else
        {
            WriteText(SafeText.Clean(cell.Text));
        }
        _sheet.WriteEndElement();
    }

    private void WriteText(string text)
    {
        if (SafeText.NeedsQuote(text))
            _sheet.WriteAttributeString("s", Quoted);
        else if (_row == 1)
            _sheet.WriteAttributeString("s", Header);
        _sheet.WriteAttributeString("t", "inlineStr");
        _sheet.WriteStartElement("is", Main);
        _sheet.WriteStartElement("t", Main);
        _sheet.WriteAttributeString("xml", "space", null, "preserve");
        _sheet.WriteString(Escape().Replace(text, "_x005F_"));
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
    }

    private void Part(string path, string content)
    {
        using var writer = new StreamWriter(_archive.CreateEntry(path).Open(), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        writer.Write(content);
    }

    private string ReferenceOf(int column)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26)
            letters = (char)('A' + (left - 1) % 26) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{_row}");
    }

    // What only looks like an escaped character.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
