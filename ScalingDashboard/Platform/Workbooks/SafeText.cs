namespace ScalingDashboard.Platform.Workbooks;

/// <summary>Text from outside on its way into a cell: shown as it is, never run, whatever program opens the file.</summary>
internal static class SafeText
{
    /// <summary>Excel's own limit for a cell.</summary>
    private const int Limit = 32_767;

    private const string Cut = " … (cut)";

    /// <summary>What can start a formula in some program, or hide such a start. The wide forms are read as the plain
    /// ones by East Asian editions.</summary>
    private const string Starters = "=+-@\t\r\n\0'＝＋－＠";

    /// <summary>True when the cell must carry the mark that Excel sets for text typed after an apostrophe.</summary>
    public static bool NeedsQuote(string text) => text.Length > 0 && Starters.Contains(text[0], StringComparison.Ordinal);

    /// <summary>The same mark for a file that has no styles: an apostrophe in front, as people type it.</summary>
    public static string WithQuote(string text) => NeedsQuote(text) ? $"'{text}" : text;

    /// <summary>Takes off again what <see cref="WithQuote"/> put in front.</summary>
    public static string WithoutQuote(string text) => text.Length > 1 && text[0] == '\'' && Starters.Contains(text[1], StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>Cuts what does not fit and replaces what no XML file can hold.</summary>
    public static string Clean(string text)
    {
        if (text.Length > Limit)
            text = string.Concat(text.AsSpan(0, Limit - Cut.Length), Cut);
        return text.EnumerateRunes().All(IsStorable) ? text : string.Concat(text.EnumerateRunes().Select(Storable));
    }

    /// <summary>The same with breaks and tabs as spaces.</summary>
    public static string OneLine(string text) => Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ');

    /// <summary>A name that Excel accepts for a sheet: at most 31 characters, none of <c>[]:*?/\</c>, no apostrophe at an end.</summary>
    public static string SheetName(string text)
    {
        var name = string.Concat(OneLine(text).Select(c => "[]:*?/\\".Contains(c, StringComparison.Ordinal) ? ' ' : c)).Trim(' ', '\'');
        name = name.Length > 31 ? name[..31].Trim(' ', '\'') : name;
        return name.Length == 0 ? "Sheet" : name;
    }

    // A lone half of a surrogate pair arrives here as U+FFFD already.
    private static string Storable(System.Text.Rune rune) => IsStorable(rune) ? rune.ToString() : "\uFFFD";

    private static bool IsStorable(System.Text.Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' or >= 0x20 and not (0xFFFD or 0xFFFE or 0xFFFF);
}
