namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>An Excel workbook (.xlsx), read as a stream of its cells' values. Formulas are not worked out: what the
/// program that saved the file made of them is taken.</summary>
internal sealed class XlsxTable : TableFile
{
    private readonly XlsxPackage _package;
    private readonly UploadLimits _limits;
    private readonly List<(string Name, string Path)> _sheets = [];
    private readonly XlsxFormats _formats;
    private readonly string? _strings;
    private SharedStrings? _shared;
    private GuardedXml? _current;
    private long _length;

    private XlsxTable(XlsxPackage package, UploadLimits limits)
    {
        (_package, _limits) = (package, limits);
        if (package.DeclaresMacros())
            throw UploadWords.Refuse(nameof(UploadsTexts.Macros));
        var book = package.LinksOf("").Values.FirstOrDefault(link => link.Type == "officeDocument")?.Path ?? "xl/workbook.xml";
        var links = package.LinksOf(book);
        var startsIn1904 = ReadBook(book, links);
        if (_sheets.Count == 0)
            throw UploadWords.Refuse(nameof(UploadsTexts.NoSheet));
        _formats = XlsxFormats.Read(package, links.Values.FirstOrDefault(link => link.Type == "styles")?.Path, startsIn1904, limits);
        _strings = links.Values.FirstOrDefault(link => link.Type == "sharedStrings")?.Path;
    }

    public override TableFileKind Kind => TableFileKind.Xlsx;

    public override IReadOnlyList<string> Sheets => [.. _sheets.Select(sheet => sheet.Name)];

    public override double Progress => _current is { } part && _length > 0 ? Math.Min(1, (double)part.CharactersRead / _length) : 0;

    public static XlsxTable Open(byte[] content, UploadLimits limits)
    {
        var package = new XlsxPackage(ZipGuard.Open(content, limits), limits);
        try
        {
            return new XlsxTable(package, limits);
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    public override IEnumerable<TableRow> Rows(string? sheet, CancellationToken cancellationToken)
    {
        var (name, path) = sheet is null ? _sheets[0] : _sheets.FirstOrDefault(s => s.Name == sheet);
        if (name is null)
            throw UploadWords.Refuse(nameof(UploadsTexts.NoSuchSheet), sheet, string.Join(", ", Sheets));
        _shared ??= SharedStrings.Read(_package, _strings, _limits);
        using var part = _package.Read(path) ?? throw ZipGuard.Damaged();
        (_current, _length) = (part, _package.LengthOf(path));
        var cells = new SheetCells(part, _shared, _formats, _limits);
        while (cells.NextRow())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return cells.Row;
        }
    }

    public override void Dispose()
    {
        _package.Dispose();
        base.Dispose();
    }

    // Sheets in the order of their tabs; true when days are counted from 1904.
    private bool ReadBook(string path, Dictionary<string, XlsxLink> links)
    {
        var startsIn1904 = false;
        using var book = _package.Read(path) ?? throw ZipGuard.Damaged();
        while (book.Next())
        {
            if (book.IsStartOf("workbookPr"))
                startsIn1904 = book.Xml.GetAttribute("date1904") is "1" or "true";
            if (!book.IsStartOf("sheet") || book.Xml.GetAttribute("state") is "hidden" or "veryHidden")
                continue;
            var id = "";
            // The namespace of this attribute differs between the two dialects of the format.
            while (book.Xml.MoveToNextAttribute())
                if (book.Xml is { LocalName: "id", Prefix.Length: > 0 })
                    id = book.Xml.Value;
            book.Xml.MoveToElement();
            if (links.TryGetValue(id, out var link) && link.Type == "worksheet")
                _sheets.Add((book.Xml.GetAttribute("name") ?? "", link.Path));
        }
        return startsIn1904;
    }
}
