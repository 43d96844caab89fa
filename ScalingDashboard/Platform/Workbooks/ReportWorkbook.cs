using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>An Excel workbook under construction. Features write to it through <see cref="ReportSheet"/> and never see
/// the library behind. The same input gives the same content.</summary>
public sealed class ReportWorkbook : IDisposable
{
    private readonly XLWorkbook _book = new();
    private readonly List<FormulaResult> _results = [];

    /// <param name="title">Goes into the file's properties.</param>
    /// <param name="created">When it was asked for, not when it was written.</param>
    public ReportWorkbook(string title, DateTimeOffset created)
    {
        _book.Style.Font.FontName = "Calibri";
        _book.Style.Font.FontSize = 11;
        _book.Properties.Title = SafeText.Clean(title);
        _book.Properties.Author = "ScalingDashboard";
        _book.Properties.Created = created.UtcDateTime;
        _book.Properties.Modified = created.UtcDateTime;
        // Excel works formulas out when it opens the file, whatever results are stored.
        _book.CalculateMode = XLCalculateMode.Auto;
        _book.FullCalculationOnLoad = true;
    }

    /// <summary>What the file says it is about: period and filter.</summary>
    public string Subject
    {
        get => _book.Properties.Subject;
        set => _book.Properties.Subject = SafeText.Clean(value);
    }

    /// <summary>Adds a sheet at the end. A name that is taken gets a number.</summary>
    public ReportSheet AddSheet(string name)
    {
        var wanted = SafeText.SheetName(name);
        var free = wanted;
        for (var n = 2; _book.Worksheets.Contains(free); n++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $" {n}");
            free = string.Concat(wanted.AsSpan(0, Math.Min(wanted.Length, 31 - suffix.Length)), suffix);
        }
        return new ReportSheet(_book, _book.Worksheets.Add(free), _results);
    }

    /// <summary>Adds a sheet at the end that is laid out elsewhere in this room.</summary>
    internal IXLWorksheet AddPlainSheet(string name) => _book.Worksheets.Add(name);

    public byte[] ToArray()
    {
        using var stream = new MemoryStream();
        _book.SaveAs(stream);
        FormulaResults.Store(stream, _results);
        return stream.ToArray();
    }

    public void Dispose() => _book.Dispose();
}
