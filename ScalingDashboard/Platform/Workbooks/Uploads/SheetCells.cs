namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>
/// Walks through a worksheet:
/// <code>&lt;row r="2"&gt;&lt;c r="A2" t="s"&gt;&lt;v&gt;0&lt;/v&gt;&lt;/c&gt;&lt;c r="C2" s="1"&gt;&lt;f&gt;A1*2&lt;/f&gt;&lt;v&gt;46112.5&lt;/v&gt;&lt;/c&gt;&lt;/row&gt;</code>
/// </summary>
internal sealed class SheetCells(GuardedXml part, SharedStrings strings, XlsxFormats formats, UploadLimits limits)
{
    private readonly List<TableCell> _cells = [];
    private int _number;
    private int _count;

    /// <summary>The row that was read last.</summary>
    public TableRow Row { get; private set; } = new(0, []);

    /// <summary>Goes to the next row with something in it.</summary>
    public bool NextRow()
    {
        while (part.Next())
        {
            if (!part.IsStartOf("row"))
                continue;
            _number = int.TryParse(part.Xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : _number + 1;
            _cells.Clear();
            if (!part.Xml.IsEmptyElement)
                ReadCells();
            if (_cells.Count == 0)
                continue;
            // The header is one more.
            if (++_count > limits.Rows + 1)
                throw UploadWords.Refuse(nameof(UploadsTexts.Rows), limits.Rows);
            Row = new TableRow(_number, [.. _cells]);
            return true;
        }
        return false;
    }

    private void ReadCells()
    {
        var last = -1;
        while (part.Next() && !part.IsEndOf("row"))
        {
            if (!part.IsStartOf("c"))
                continue;
            var column = ColumnOf(part.Xml.GetAttribute("r")) ?? last + 1;
            last = column;
            var cell = ReadCell();
            if (cell.Kind == TableCellKind.Empty)
                continue;
            if (column >= limits.Columns)
                throw UploadWords.Refuse(nameof(UploadsTexts.RowTooWide), _number, limits.Columns);
            while (_cells.Count < column)
                _cells.Add(TableCell.Empty);
            if (column == _cells.Count)
                _cells.Add(cell);
            else
                _cells[column] = cell;
        }
    }

    private TableCell ReadCell()
    {
        var type = part.Xml.GetAttribute("t");
        var style = int.TryParse(part.Xml.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (part.Xml.IsEmptyElement)
            return TableCell.Empty;
        var raw = "";
        while (part.Next() && !part.IsEndOf("c"))
        {
            // Beside the value there may be the formula that it comes from.
            if (part.IsStartOf("v"))
                raw = SharedStrings.TextOf(part, "v", limits.CellCharacters);
            else if (part.IsStartOf("is"))
                raw = SharedStrings.TextOf(part, "is", limits.CellCharacters);
            else if (part.IsStartOf("f") && !part.Xml.IsEmptyElement)
                SkipFormula();
        }
        if (raw.Length == 0)
            return TableCell.Empty;
        return type switch
        {
            "s" => TableCell.Of((int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? strings[index] : null)?.Trim() ?? ""),
            "b" => TableCell.Of(raw is "1" or "true" ? "TRUE" : "FALSE"),
            "d" => new TableCell(TableCellKind.Moment, raw),
            // Texts and errors such as #REF! stand for themselves.
            "str" or "inlineStr" or "e" => TableCell.Of(raw.Trim()),
            _ => formats.Cell(raw, style),
        };
    }

    private void SkipFormula()
    {
        while (part.Next() && !part.IsEndOf("f"))
        {
        }
    }

    /// <summary>"AB12" is column 27, counted from 0.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetter(letter))
                break;
            column = column * 26 + (letter & 31);
            if (column > 1_000_000)
                break;
        }
        return column == 0 ? null : column - 1;
    }
}
