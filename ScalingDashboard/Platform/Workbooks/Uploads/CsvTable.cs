using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>A CSV file as spreadsheet programs of any country write it: commas, semicolons, tabs or bars between the fields;
/// UTF-8, UTF-16 with its mark, or Windows-1252.</summary>
internal sealed class CsvTable(byte[] content, UploadLimits limits) : TableFile
{
    private const int LongestRecord = 1024 * 1024;

    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private CountedText? _current;

    public override TableFileKind Kind => TableFileKind.Csv;

    public override IReadOnlyList<string> Sheets => [];

    public override double Progress => _current is { } text ? Math.Min(1, (double)text.Count / content.Length) : 0;

    public override IEnumerable<TableRow> Rows(string? sheet, CancellationToken cancellationToken)
    {
        var encoding = EncodingOf(content);
        using var text = _current = new CountedText(new StreamReader(new MemoryStream(content, writable: false), encoding));
        using var csv = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(encoding),
            HasHeader = false,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            PoolStrings = true,
            MaxRecordSize = LongestRecord,
            MalformedData = CsvMalformedDataHandling.Throw,
        }, leaveOpen: true);
        for (var count = 0; Next(csv);)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var cells = CellsOf(csv);
            // Excel's own word about the separator is none of the table.
            if (cells.Count == 0 || (count == 0 && cells is [{ Text: var word }, ..] && word.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (++count > limits.Rows + 1)
                throw UploadWords.Refuse(nameof(UploadsTexts.Rows), limits.Rows);
            yield return new TableRow((int)csv.LineNumber, cells);
        }
    }

    private static bool Next(CsvReader csv)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw UploadWords.Refuse(nameof(UploadsTexts.Quotes), e.LineNumber);
        }
    }

    private List<TableCell> CellsOf(CsvReader csv)
    {
        var cells = new List<TableCell>();
        for (var i = 0; i < csv.FieldCount; i++)
        {
            var text = SafeText.WithoutQuote(csv.GetString(i));
            if (text.Length == 0)
                continue;
            if (i >= limits.Columns)
                throw UploadWords.Refuse(nameof(UploadsTexts.LineTooWide), csv.LineNumber, limits.Columns);
            if (text.Length > limits.CellCharacters)
                throw UploadWords.Refuse(nameof(UploadsTexts.FieldTooLong), csv.LineNumber, limits.CellCharacters);
            while (cells.Count < i)
                cells.Add(TableCell.Empty);
            cells.Add(TableCell.Of(text));
        }
        return cells;
    }

    private static Encoding EncodingOf(byte[] content) => content switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => Utf8.IsValid(content) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };

    /// <summary>Named by a first line "sep=;", else the one that the first line has most of outside quotes.</summary>
    private char SeparatorOf(Encoding encoding)
    {
        const int Looked = 64 * 1024;
        var start = encoding.GetString(content, 0, Math.Min(content.Length, Looked)).TrimStart('\uFEFF', '\r', '\n', ' ');
        if (start.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && start.Length > 4)
            return start[4];
        var counts = new int[Separators.Length];
        var isQuoted = false;
        foreach (var c in start)
        {
            if (c == '"')
                isQuoted = !isQuoted;
            else if (c is '\r' or '\n' && !isQuoted)
                break;
            else if (!isQuoted && Array.IndexOf(Separators, c) is var i and >= 0)
                counts[i]++;
        }
        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    /// <summary>Says how far reading has come.</summary>
    private sealed class CountedText(TextReader inner) : TextReader
    {
        public long Count { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            var read = inner.Read(buffer, index, count);
            Count += read;
            return read;
        }

        public override int Read(Span<char> buffer)
        {
            var read = inner.Read(buffer);
            Count += read;
            return read;
        }

        public override int Read()
        {
            Count++;
            return inner.Read();
        }

        public override int Peek() => inner.Peek();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
