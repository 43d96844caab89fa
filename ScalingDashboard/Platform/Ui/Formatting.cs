namespace ScalingDashboard.Platform.Ui;

/// <summary>
/// The one place where figures become text: at most four significant digits, the unit always there, a real minus
/// sign, and narrow no-break spaces so that a number never breaks over two lines. Missing is "—", never 0. Signs, words and the
/// place of a currency are those of the culture that is handed in: on pages the reader's, elsewhere <see cref="English"/>.
/// </summary>
public static class Formatting
{
    public const string Missing = "—";

    /// <summary>Narrow no-break space, between a number and what belongs to it.</summary>
    public const char Thin = '\u202F';

    public const char Minus = '\u2212';

    /// <summary>English words and the numbers of programs: for everything that is the same for all readers.</summary>
    public static readonly CultureInfo English = CultureInfo.InvariantCulture;

    // From here on a number is shortened: 9,999 stays, 10,000 becomes 10 k.
    private const decimal ShortenFrom = 10_000m;

    private static readonly string[] Scales = ["", nameof(UiTexts.Thousand), nameof(UiTexts.Million), nameof(UiTexts.Billion), nameof(UiTexts.Trillion)];

    /// <summary>A figure for the board: "$52.4 M", "94.3 %", "1,284", "3.2 d".</summary>
    public static string Value(decimal? value, string unit, CultureInfo culture) => value is { } v
        ? Join(v < 0 ? Minus.ToString() : "", Magnitude(v, unit, culture), unit, culture)
        : Missing;

    /// <summary>A figure to the cent, or to six decimals, for details and tooltips: "$52,412,345.67".</summary>
    public static string Full(decimal? value, string unit, CultureInfo culture) => value is { } v
        ? Join(v < 0 ? Minus.ToString() : "", (Math.Abs(v).ToString(IsMoney(unit) && Math.Abs(v) >= 1 ? "#,0.00" : "#,0.######", culture), ""), unit, culture)
        : Missing;

    /// <summary>The unrounded number for programs: invariant, no separators, empty when unknown.</summary>
    public static string Raw(decimal? value) =>
        value?.ToString("0.############################", CultureInfo.InvariantCulture) ?? "";

    /// <summary>The absolute change, signed: "+2.1 M", "−0.6 d". Percentages change in "pp", points in "pts".</summary>
    public static string Change(decimal? value, decimal? previous, string unit, CultureInfo culture)
    {
        if (value - previous is not { } change)
            return Missing;
        var sign = change > 0 ? "+" : change < 0 ? Minus.ToString() : "";
        // A currency and a unit of several words stand at the value itself; repeating them here only costs room.
        var shown = IsMoney(unit) || unit.Contains(' ', StringComparison.Ordinal) ? "count" : unit == "%" ? "pp" : unit;
        return Join(sign, Magnitude(change, unit == "%" ? "pp" : unit, culture), shown, culture);
    }

    /// <summary>The unit of a change as it stands in a sentence: of a percentage it is another.</summary>
    public static string UnitOfChange(string unit, CultureInfo culture) => unit == "%" ? Say(nameof(UiTexts.PercentagePoints), culture) : unit;

    /// <summary>The relative change: "+4.3 %", or why there is none. Null for units that have none (percent, points).</summary>
    public static string? ChangePercent(decimal? value, decimal? previous, string unit, CultureInfo culture)
    {
        if (unit is "%" or "points" || value is not { } now || previous is not { } before)
            return null;
        if (before <= 0)
            return Say(before == 0 ? nameof(UiTexts.NoShareOfZero) : nameof(UiTexts.NoShareOfLess), culture);
        var percent = 100 * (now - before) / before;
        var sign = percent > 0 ? "+" : percent < 0 ? Minus.ToString() : "";
        return Join(sign, Magnitude(percent, "pp", culture), "%", culture);
    }

    /// <summary>A change in words: "+2.1 M (+4.3 %) vs prior year".</summary>
    public static string ChangeWords(decimal? value, decimal? previous, string unit, string comparison, CultureInfo culture)
    {
        if (value is null || previous is null)
            return Say(nameof(UiTexts.ChangedBy), culture, Missing, comparison);
        if (value == previous)
            return Say(nameof(UiTexts.NoChange), culture, comparison);
        var change = Change(value, previous, unit, culture);
        return ChangePercent(value, previous, unit, culture) switch
        {
            null => Say(nameof(UiTexts.ChangedBy), culture, change, comparison),
            var none when previous <= 0 => Say(nameof(UiTexts.ChangedByNoShare), culture, change, none, comparison),
            var percent => Say(nameof(UiTexts.ChangedByShare), culture, change, percent, comparison),
        };
    }

    /// <summary>"92 % of target"; null when that says nothing (no target, or one of zero or less).</summary>
    public static string? ShareOfTarget(decimal? value, decimal? target, CultureInfo culture) =>
        value is { } v && target is > 0 and { } t ? Say(nameof(UiTexts.ShareOfTarget), culture, Value(decimal.Round(100 * v / t), "%", culture)) : null;

    /// <summary>"11 of 12 units reported".</summary>
    public static string Coverage(int reporting, int expected, CultureInfo culture) =>
        Say(nameof(UiTexts.Coverage), culture, reporting, expected);

    /// <summary>An age in its largest unit. Calm on purpose: it changes at most once a minute.</summary>
    public static string Age(TimeSpan age, CultureInfo culture) => age switch
    {
        { TotalSeconds: < 60 } => Say(nameof(UiTexts.AgeNow), culture),
        { TotalMinutes: < 60 } => Say(nameof(UiTexts.AgeMinutes), culture, (int)age.TotalMinutes),
        { TotalHours: < 48 } => Say(nameof(UiTexts.AgeHours), culture, (int)age.TotalHours),
        _ => Say(nameof(UiTexts.AgeDays), culture, (int)age.TotalDays),
    };

    public static string Day(DateOnly day, CultureInfo culture) => day.ToString(Say(nameof(UiTexts.DayPattern), culture), culture);

    public static string Month(DateOnly day, CultureInfo culture) => day.ToString(Say(nameof(UiTexts.MonthPattern), culture), culture);

    /// <summary>A moment on the clock of a zone: "22 Nov 2026 14:05:12".</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(Say(nameof(UiTexts.MomentPattern), culture), culture);

    /// <summary>The same for a moment that somebody chose: "22 Nov 2026, 14:05"; seconds only when there are some.</summary>
    public static string Clock(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.ToString(Say(local.Second == 0 ? nameof(UiTexts.ClockPattern) : nameof(UiTexts.ClockSecondsPattern), culture), culture);
    }

    private static (string Number, string Scale) Magnitude(decimal value, string unit, CultureInfo culture)
    {
        var size = Math.Abs(value);
        var shown = Round(size, Decimals(size, unit));
        // 99.996 % is not 100 %: a share short of all of it never reads as all of it.
        if (unit == "%" && size < 100 && shown == 100)
            shown = 99.99m;
        if (shown < ShortenFrom)
            return (Print(shown, unit, culture), "");

        var scale = 0;
        do
        {
            scale++;
            size /= 1000;
            shown = Round(size, size >= 100 ? 0 : size >= 10 ? 1 : 2);
        }
        while (shown >= 1000 && scale < Scales.Length - 1);
        return (shown.ToString("#,0.##", culture), Say(Scales[scale], culture));
    }

    private static int Decimals(decimal size, string unit) => size switch
    {
        0 => 0,
        < 0.1m => SignificantPair(size),
        _ when unit == "%" => size is >= 99 and < 100 ? 2 : 1,
        _ when unit == "pp" => size < 1 ? 2 : 1,
        >= 100 => 0,
        _ when IsMoney(unit) => 2,
        >= 10 => 1,
        _ => 2,
    };

    // Decimals that keep two significant digits of a number below 0.1: 0.0412 needs three. The cap bounds the width.
    private static int SignificantPair(decimal size)
    {
        var decimals = 2;
        for (; size < 0.1m && decimals < 8; decimals++)
            size *= 10;
        return decimals;
    }

    private static decimal Round(decimal size, int decimals) => Math.Round(size, decimals, MidpointRounding.AwayFromZero);

    private static string Print(decimal shown, string unit, CultureInfo culture) =>
        shown.ToString(IsMoney(unit) && shown != decimal.Truncate(shown) ? "#,0.00######" : "#,0.########", culture);

    private static string Join(string sign, (string Number, string Scale) size, string unit, CultureInfo culture)
    {
        var scale = size.Scale.Length > 0 ? $"{Thin}{size.Scale}" : "";
        var number = $"{size.Number}{scale}";
        if (sign.Length > 0 && size.Number == "0")
            sign = "";
        return unit switch
        {
            _ when IsMoney(unit) => sign + Money(number, unit, culture),
            "" or "count" => $"{sign}{number}",
            "x" => $"{sign}{number}{Thin}×",
            "points" => $"{sign}{number}{Thin}{Say(nameof(UiTexts.Points), culture)}",
            "pp" => $"{sign}{number}{Thin}{Say(nameof(UiTexts.PercentagePoints), culture)}",
            _ => $"{sign}{number}{Thin}{unit}",
        };
    }

    private static string Money(string number, string unit, CultureInfo culture)
    {
        var symbol = unit switch
        {
            "USD" => "$",
            "EUR" => "€",
            "GBP" => "£",
            _ => unit,
        };
        // As the culture writes its own currency: $n, n$, $ n or n $.
        return culture.NumberFormat.CurrencyPositivePattern switch
        {
            0 => symbol.Length == 1 ? $"{symbol}{number}" : $"{symbol}{Thin}{number}",
            1 => $"{number}{symbol}",
            2 => $"{symbol}{Thin}{number}",
            _ => $"{number}{Thin}{symbol}",
        };
    }

    // Not the reader's but the culture that was handed in: what is shared by readers of two languages stays English.
    private static string Say(string key, CultureInfo culture, params object?[] places)
    {
        var text = UiTexts.ResourceManager.GetString(key, culture)!;
        return places.Length == 0 ? text : string.Format(culture, text, places);
    }

    // ISO 4217 codes are the only three-capital units.
    private static bool IsMoney(string unit) => unit.Length == 3 && unit.All(char.IsAsciiLetterUpper);
}
