namespace ScalingDashboard.Platform.Workbooks.Uploads;

/// <summary>What a number in a cell means by the way it is shown: only the format tells a day from a count.</summary>
internal sealed class XlsxFormats
{
    private const int DaysTo1904 = 1462;
    private const double LastDay = 2_958_465;

    private readonly List<NumberMeaning> _meanings = [];
    private readonly int _offset;

    private XlsxFormats(bool startsIn1904) => _offset = startsIn1904 ? DaysTo1904 : 0;

    private enum NumberMeaning : byte
    {
        Number,
        Moment,
        Percent,
    }

    public static XlsxFormats Read(XlsxPackage package, string? path, bool startsIn1904, UploadLimits limits)
    {
        var formats = new XlsxFormats(startsIn1904);
        var own = new Dictionary<string, NumberMeaning>(StringComparer.Ordinal);
        using var part = path is null ? null : package.Read(path);
        for (var inCells = false; part?.Next() == true;)
        {
            if (part.IsStartOf("numFmt"))
                own[part.Xml.GetAttribute("numFmtId") ?? ""] = MeaningOf(part.Xml.GetAttribute("formatCode") ?? "");
            else if (part.IsStartOf("cellXfs"))
                inCells = !part.Xml.IsEmptyElement;
            else if (part.IsEndOf("cellXfs"))
                inCells = false;
            else if (inCells && part.IsStartOf("xf"))
                formats._meanings.Add(part.Xml.GetAttribute("numFmtId") is { } id ? own.TryGetValue(id, out var meaning) ? meaning : BuiltIn(id) : NumberMeaning.Number);
            if (formats._meanings.Count > limits.Formats || own.Count > limits.Formats)
                throw UploadWords.Refuse(nameof(UploadsTexts.Formats), limits.Formats);
        }
        return formats;
    }

    /// <param name="raw">The number as it stands in the file.</param>
    /// <param name="style">The number of the cell's format.</param>
    public TableCell Cell(string raw, int style)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return TableCell.Of(raw);
        return (style >= 0 && style < _meanings.Count ? _meanings[style] : NumberMeaning.Number) switch
        {
            NumberMeaning.Moment when number + _offset is >= 0 and < LastDay + 1 => new(TableCellKind.Moment, Moment(number + _offset)),
            NumberMeaning.Percent when Math.Abs(number) < 1e12 => TableCell.Of(((decimal)number * 100).ToString("0.############", CultureInfo.InvariantCulture) + "%"),
            _ => new(TableCellKind.Number, Digits(raw, number)),
        };
    }

    // A program stores 0.1 as 0.10000000000000001; of a number people can have typed no more than 15 digits.
    private static string Digits(string raw, double number) =>
        raw.Count(char.IsAsciiDigit) <= 15 ? raw : number.ToString("G15", CultureInfo.InvariantCulture);

    private static string Moment(double days)
    {
        var time = DateTime.FromOADate(days);
        if (days < 1)
            return time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var format = time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fff";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }

    private static NumberMeaning BuiltIn(string id) => int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number switch
        {
            9 or 10 => NumberMeaning.Percent,
            (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => NumberMeaning.Moment,
            _ => NumberMeaning.Number,
        }
        : NumberMeaning.Number;

    /// <summary>Reads a format like <c>[$-409]d. mmm "at" hh:mm</c>: letters of dates outside quotes and brackets.</summary>
    private static NumberMeaning MeaningOf(string code)
    {
        var closing = '\0';
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (closing != '\0')
                closing = c == closing ? '\0' : closing;
            else if (c == '"')
                closing = '"';
            // [h] counts hours beyond a day; other brackets hold colours, languages and conditions.
            else if (c == '[' && !(i + 1 < code.Length && "hHmMsS".Contains(code[i + 1], StringComparison.Ordinal) && code.IndexOf(']', i) is var end && end > 0 && end - i <= 3))
                closing = ']';
            else if (c is '\\' or '_' or '*')
                i++;
            else if (c == '%')
                return NumberMeaning.Percent;
            else if ("dDmMyYhHsS".Contains(c, StringComparison.Ordinal))
                return NumberMeaning.Moment;
            else if (c == ';')
                break;
        }
        return NumberMeaning.Number;
    }
}
