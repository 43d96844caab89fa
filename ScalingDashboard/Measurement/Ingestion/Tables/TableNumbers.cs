namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>What a text tells about the sign that parts decimals in its table.</summary>
[Flags]
public enum NumberSigns
{
    None = 0,
    Point = 1,
    Comma = 2,

    /// <summary>1,234 may be a thousand or little more than one.</summary>
    Either = 4,
}

/// <summary>Reads numbers as people write them in any country. Pure; never guesses.</summary>
internal static class TableNumbers
{
    /// <summary>Which style a text can only be of; <see cref="NumberSigns.None"/> for whole numbers and for what is none.</summary>
    public static NumberSigns SignsOf(string text)
    {
        var (_, digits) = Parted(text.TrimEnd('%').TrimEnd());
        if (digits.Length == 0 || !digits.All(c => char.IsAsciiDigit(c) || c is '.' or ','))
            return NumberSigns.None;
        var (points, commas) = (digits.Count(c => c == '.'), digits.Count(c => c == ','));
        return (points, commas) switch
        {
            (0, 0) => NumberSigns.None,
            ( > 0, > 0) => digits.LastIndexOf('.') > digits.LastIndexOf(',') ? NumberSigns.Point : NumberSigns.Comma,
            ( > 1, 0) => NumberSigns.Comma,
            (0, > 1) => NumberSigns.Point,
            (1, 0) => CanGroup(digits, '.') ? NumberSigns.Either : NumberSigns.Point,
            _ => CanGroup(digits, ',') ? NumberSigns.Either : NumberSigns.Comma,
        };
    }

    /// <summary>The number with a point and without groups, as <see cref="Numbers"/> reads it; false when it is none in this style.</summary>
    public static bool TryRead(string text, NumberStyle style, out string number)
    {
        number = text;
        var (decimals, groups) = style == NumberStyle.Comma ? (',', '.') : ('.', ',');
        var (sign, digits) = Parted(text);
        // An exponent is written by programs, and those write a point.
        if (Numbers.TryParse(sign + digits, out _) && (style != NumberStyle.Comma || !digits.Contains('.')) && !digits.Contains(','))
        {
            number = sign + digits;
            return true;
        }
        var point = digits.IndexOf(decimals);
        var (whole, rest) = point < 0 ? (digits, "") : (digits[..point], digits[(point + 1)..]);
        if (!rest.All(char.IsAsciiDigit) || whole.Length + rest.Length == 0)
            return false;
        var parts = whole.Split(groups);
        if (!parts.All(part => part.All(char.IsAsciiDigit)) || (parts.Length > 1 && (parts[0].Length is 0 or > 3 || parts.Skip(1).Any(part => part.Length != 3))))
            return false;
        number = $"{sign}{(whole.Length == 0 ? "0" : string.Concat(parts))}{(rest.Length == 0 ? "" : $".{rest}")}";
        return Numbers.TryParse(number, out _);
    }

    // Sign and digits, without the blanks and apostrophes that part thousands in some countries.
    private static (string Sign, string Digits) Parted(string text)
    {
        var shown = text.Trim();
        var sign = shown is ['-' or '\u2212', ..] ? "-" : "";
        var digits = sign.Length > 0 || shown is ['+', ..] ? shown[1..] : shown;
        return (sign, digits.Any(IsGap) && IsGrouped(digits) ? string.Concat(digits.Where(c => !IsGap(c))) : digits);
    }

    private static bool IsGap(char c) => c is ' ' or '\u00A0' or '\u202F' or '\u2009' or '\'' or '\u2019';

    // "1 234" is a thousand; "12 34" is two things in one cell.
    private static bool IsGrouped(string digits)
    {
        var parts = digits.Split([' ', '\u00A0', '\u202F', '\u2009', '\'', '\u2019']);
        return parts[0].Length is > 0 and <= 3 && parts.Skip(1).All(part => part.TakeWhile(char.IsAsciiDigit).Count() == 3)
            && parts.Skip(1).SkipLast(1).All(part => part.Length == 3);
    }

    private static bool CanGroup(string digits, char sign)
    {
        var at = digits.IndexOf(sign);
        return digits.Length - at == 4 && at is > 0 and <= 3 && digits[0] != '0';
    }
}
