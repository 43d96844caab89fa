namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>One row of a seed file. A getter that finds its field wrong notes the problem and answers with a default.</summary>
public sealed class SeedRow
{
    private readonly IReadOnlyList<string> _columns;
    private readonly string[] _fields;
    private readonly List<string> _problems;

    internal SeedRow(long line, IReadOnlyList<string> columns, string[] fields, List<string> problems)
    {
        (Line, _columns, _fields, _problems) = (line, columns, fields, problems);
    }

    /// <summary>Counts from 1, the header included.</summary>
    public long Line { get; }

    public string Text(string column)
    {
        var text = Optional(column);
        if (text.Length == 0)
            Wrong(column, "is empty; fill it in");
        return text;
    }

    /// <summary>The field, or an empty text.</summary>
    public string Optional(string column)
    {
        var text = Field(column);
        if (text != text.Trim())
            Wrong(column, $"'{text}' has spaces around it; remove them");
        return text;
    }

    public int WholeNumber(string column, int least, int most)
    {
        if (int.TryParse(Field(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Wrong(column, $"'{Field(column)}' must be a whole number from {least} to {most}");
        return least;
    }

    public int? OptionalWholeNumber(string column, int least, int most) => Field(column).Length == 0 ? null : WholeNumber(column, least, most);

    public decimal Number(string column)
    {
        if (decimal.TryParse(Field(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        Wrong(column, $"'{Field(column)}' is not a number; write it like 1234.5");
        return 0;
    }

    public decimal? OptionalNumber(string column) => Field(column).Length == 0 ? null : Number(column);

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string column, IReadOnlyDictionary<string, T> choices)
    {
        if (choices.TryGetValue(Field(column), out var choice))
            return choice;
        Wrong(column, $"'{Field(column)}' is not known; use one of {string.Join(", ", choices.Keys)}");
        return choices.Values.First();
    }

    public bool YesNo(string column) => Choice(column, YesOrNo);

    /// <summary>Words parted by semicolons; at least one.</summary>
    public IReadOnlyList<string> List(string column) => Text(column).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Notes what is wrong with a field; say the remedy too.</summary>
    public void Wrong(string column, string problem) =>
        _problems.Add(FormattableString.Invariant($"line {Line}, field {column}: {problem}"));

    private static readonly IReadOnlyDictionary<string, bool> YesOrNo = new Dictionary<string, bool> { ["yes"] = true, ["no"] = false };

    private string Field(string column)
    {
        for (var i = 0; i < _columns.Count; i++)
            if (_columns[i] == column)
                return _fields[i];
        throw new ArgumentException($"The file has no column '{column}'.", nameof(column));
    }
}
