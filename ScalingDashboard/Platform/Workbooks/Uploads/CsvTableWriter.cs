using CsvHelper;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>Commas, UTF-8 with its mark (without it Excel takes it for another encoding), RFC 4180.</summary>
internal sealed class CsvTableWriter : TableWriter
{
    private readonly MemoryStream _file = new();
    private readonly CsvWriter _csv;

    public CsvTableWriter() => _csv = CsvWriter.Create(_file, new CsvWriterOptions { WriteByteOrderMark = true, NewLine = "\r\n" }, leaveOpen: true);

    public override void Write(IReadOnlyList<TableCell> cells) =>
        _csv.WriteRecord([.. cells.Select(cell => IsPlain(cell.Text) ? cell.Text : SafeText.WithQuote(cell.Text))]);

    public override byte[] ToArray()
    {
        _csv.Flush();
        return _file.ToArray();
    }

    public override void Dispose()
    {
        _csv.Dispose();
        _file.Dispose();
    }

    // A number below zero begins like a formula and is none.
    private static bool IsPlain(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
}
