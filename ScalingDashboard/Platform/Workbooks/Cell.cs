namespace ScalingDashboard.Platform.Workbooks;

/// <summary>What one cell of a workbook holds. A value is always of one kind: text never becomes a number, a date or a
/// formula, whatever it looks like.</summary>
public readonly record struct Cell
{
    /// <summary>What is shown for an unknown value where an empty cell would be a riddle.</summary>
    public const string Dash = "—";

    internal CellKind Kind { get; private init; }
    internal string? Words { get; private init; }
    internal decimal? Value { get; private init; }
    internal DateTime? Time { get; private init; }
    internal string? Expression { get; private init; }
    internal string? Format { get; private init; }

    /// <summary>What the text means, shown as its colour; the words must say it too.</summary>
    public CellTone Tone { get; init; }

    public static Cell Empty => default;

    public static Cell Text(string? text) => string.IsNullOrEmpty(text) ? Empty : new() { Kind = CellKind.Text, Words = text };

    /// <summary>A number with its display format; an unknown number leaves the cell empty.</summary>
    public static Cell Number(decimal? value, string format) =>
        value is null ? Empty : new() { Kind = CellKind.Number, Value = value, Format = format };

    /// <summary>A number with its display format; an unknown number is shown as a dash.</summary>
    public static Cell NumberOrDash(decimal? value, string format) => value is null ? Text(Dash) : Number(value, format);

    public static Cell Day(DateOnly? day) => day is null
        ? Empty
        : new() { Kind = CellKind.Time, Time = day.Value.ToDateTime(TimeOnly.MinValue), Format = CellFormat.Day };

    /// <summary>A moment in the given zone; name the zone in the header, a cell can not carry it.</summary>
    public static Cell Moment(DateTimeOffset? moment, TimeZoneInfo zone) => moment is null
        ? Empty
        : new() { Kind = CellKind.Time, Time = WholeSeconds(TimeZoneInfo.ConvertTime(moment.Value, zone).DateTime), Format = CellFormat.Moment };

    /// <summary>A formula that Excel keeps live. It is written by us, never from anything outside.</summary>
    /// <param name="expression">Without "="; <c>{Header}</c> stands for the cell of that column in the same row.</param>
    /// <param name="result">What it yields now, for programs that read the file without calculating.</param>
    public static Cell Formula(string expression, string format, Cell result) =>
        new() { Kind = CellKind.Formula, Expression = expression, Format = format, Words = result.Words, Value = result.Value };

    private static DateTime WholeSeconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
}

internal enum CellKind
{
    Empty,
    Text,
    Number,
    Time,
    Formula,
}

/// <summary>Colour of a cell's text.</summary>
public enum CellTone
{
    Neutral,
    Muted,
    Good,
    Warn,
    Bad,
}

/// <summary>Number formats, in the language of Excel's files (which is not that of the reader's screen).</summary>
public static class CellFormat
{
    public const string Whole = "#,##0";
    public const string OneDecimal = "#,##0.0";
    public const string Exact = "General";
    public const string Dollars = "\"$\"#,##0";
    public const string DollarsAndCents = "\"$\"#,##0.00";

    /// <summary>For figures that are counted in percent already: 95 is shown as 95.0%.</summary>
    public const string PercentPoints = "#,##0.0\"%\"";

    /// <summary>For fractions: 0.95 is shown as 95.0%.</summary>
    public const string Fraction = "0.0%";

    public const string Day = "yyyy-mm-dd";
    public const string Moment = "yyyy-mm-dd hh:mm:ss";
}
