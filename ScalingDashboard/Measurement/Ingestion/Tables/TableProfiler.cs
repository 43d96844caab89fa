using ScalingDashboard.Platform.Workbooks.Uploads;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>Reads a table once to see what it is: where its header stands, what its columns are called, how its numbers and
/// dates are written.</summary>
internal static class TableProfiler
{
    private const int Samples = 3;
    private const int LongestSample = 40;

    // Above a table stand a title and a few notes at most.
    private const int HeaderWithin = 20;

    /// <param name="headerRow">Where somebody said that it stands; null to look for it.</param>
    /// <param name="isMetric">Whether a heading is a metric's key or name.</param>
    /// <exception cref="FileRefused">The table can not be read, or there is nothing in it.</exception>
    public static TableProfile Read(TableFile file, string? sheet, int? headerRow, Func<string, bool> isMetric, CancellationToken cancellationToken)
    {
        sheet ??= file.Sheets is [var first, ..] ? first : null;
        var header = FindHeader(file, sheet, headerRow, isMetric, cancellationToken);
        var columns = Headings(header).Select(heading => new Seen(heading)).ToList();
        var rows = 0;
        foreach (var row in file.Rows(sheet, cancellationToken).Where(row => row.Number > header.Number))
        {
            rows++;
            for (var column = 0; column < row.Cells.Count && column < columns.Count; column++)
                columns[column].Add(row.Cells[column]);
        }
        if (rows == 0)
            throw new FileRefused(TableWords.Say(nameof(TablesTexts.NothingBelow), header.Number));
        return new TableProfile(file.Sheets, sheet, header.Number, rows, [.. columns.Select(c => c.Column)]);
    }

    /// <summary>The names of columns, each once: of two that are called the same the second is numbered.</summary>
    public static IReadOnlyList<string> Headings(TableRow header)
    {
        var names = new List<string>();
        foreach (var cell in header.Cells)
        {
            var name = cell.Text.ReplaceLineEndings(" ").Trim();
            for (var n = 2; name.Length > 0 && names.Contains(name, StringComparer.OrdinalIgnoreCase); n++)
                name = string.Create(CultureInfo.InvariantCulture, $"{cell.Text.ReplaceLineEndings(" ").Trim()} ({n})");
            names.Add(name);
        }
        return names;
    }

    // The first row with two headings that are known, else with two cells, else the first.
    private static TableRow FindHeader(TableFile file, string? sheet, int? given, Func<string, bool> isMetric, CancellationToken cancellationToken)
    {
        TableRow? first = null, wide = null;
        foreach (var row in file.Rows(sheet, cancellationToken))
        {
            if (given is { } number)
            {
                if (row.Number == number)
                    return row;
                if (row.Number > number)
                    throw new FileRefused(TableWords.Say(nameof(TablesTexts.RowEmpty), number));
                continue;
            }
            first ??= row;
            var filled = row.Cells.Where(cell => cell.Kind != TableCellKind.Empty).ToList();
            if (filled.Count >= 2)
                wide ??= row;
            if (filled.Count(cell => TableFields.Of(cell.Text) is not null || isMetric(cell.Text)) >= 2)
                return row;
            if (row.Number - first.Number >= HeaderWithin)
                break;
        }
        return wide ?? first ?? throw new FileRefused(given is null ? TableWords.Say(nameof(TablesTexts.TableEmpty)) : TableWords.Say(nameof(TablesTexts.NoRow), given));
    }

    private sealed class Seen(string heading)
    {
        private readonly List<string> _samples = [];
        private NumberSigns _numbers;
        private DateSigns _dates;

        public TableColumn Column => new(heading, _samples, _numbers, _dates);

        public void Add(TableCell cell)
        {
            if (cell.Kind == TableCellKind.Empty)
                return;
            if (_samples.Count < Samples && !_samples.Contains(cell.Text))
                _samples.Add(cell.Text.Length > LongestSample ? $"{cell.Text[..LongestSample]}…" : cell.Text);
            // Numbers and days of a workbook are what they are, in whatever way they are shown.
            if (cell.Kind != TableCellKind.Text)
                return;
            _numbers |= TableNumbers.SignsOf(cell.Text);
            _dates |= TableMoments.SignsOf(cell.Text);
        }
    }
}
