using System.Text.RegularExpressions;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Ingestion.Tables;

/// <summary>What a text tells about the order of day and month in its table.</summary>
[Flags]
public enum DateSigns
{
    None = 0,
    DayFirst = 1,
    MonthFirst = 2,

    /// <summary>03/04/2026 may be in April or in March.</summary>
    Either = 4,
}

/// <summary>
/// Reads days and times as people write them. Without an offset they are those of the reporting zone; a day is its first
/// moment, a month the first moment of its first day. Never guesses.
/// </summary>
internal static partial class TableMoments
{
    private static readonly string[] IsoDays = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d"];
    private static readonly string[] IsoTimes = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];
    private static readonly string[] Named = ["d MMM yyyy", "d MMMM yyyy", "d-MMM-yyyy", "MMM d, yyyy", "MMMM d, yyyy"];
    private static readonly string[] Months = ["yyyy-MM", "MMM yyyy", "MMMM yyyy", "MMM-yyyy"];

    public static DateSigns SignsOf(string text)
    {
        if (!Parts().Match(text).TryPick(out var first, out var sign, out var second))
            return DateSigns.None;
        return (first, second) switch
        {
            ( > 12, <= 12) => DateSigns.DayFirst,
            ( <= 12, > 12) => DateSigns.MonthFirst,
            // Points part dates only where the day comes first; the same number twice is the same date.
            _ when sign == "." || first == second => DateSigns.None,
            ( <= 12, <= 12) => DateSigns.Either,
            _ => DateSigns.None,
        };
    }

    /// <summary>The moment as ISO 8601 in UTC; false with the reason when it is none.</summary>
    /// <param name="problem">What is wrong, as the end of "expected …"; null when it is no date at all.</param>
    public static bool TryRead(string text, DateOrder order, ReportingCalendar calendar, out string moment, out Sentence? problem)
    {
        (moment, problem) = (text, null);
        if (Instants.TryParse(text, out _))
            return true;
        if (TryReadDay(text, order, out var day))
        {
            moment = Iso(calendar.StartOf(day));
            return true;
        }
        if (!TryReadLocal(text, order, out var local))
            return false;
        if (calendar.Zone.IsInvalidTime(local))
            problem = TableWords.Say(nameof(TablesTexts.TimeSkipped), calendar.Zone.Id);
        else if (calendar.Zone.IsAmbiguousTime(local))
            problem = TableWords.Say(nameof(TablesTexts.TimeTwice), calendar.Zone.Id);
        else
            moment = Iso(new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local)));
        return problem is null;
    }

    private static bool TryReadDay(string text, DateOrder order, out DateOnly day)
    {
        var culture = CultureInfo.InvariantCulture;
        return DateOnly.TryParseExact(text, IsoDays, culture, DateTimeStyles.None, out day)
            || DateOnly.TryParseExact(text, Named, culture, DateTimeStyles.None, out day)
            || DateOnly.TryParseExact(text, Months, culture, DateTimeStyles.None, out day)
            || (Parts().Match(text) is { Success: true } parts && !parts.Groups["time"].Success && TryReadParts(parts, order, out day));
    }

    private static bool TryReadLocal(string text, DateOrder order, out DateTime local)
    {
        var culture = CultureInfo.InvariantCulture;
        if (DateTime.TryParseExact(text, IsoTimes, culture, DateTimeStyles.None, out local))
            return true;
        var parts = Parts().Match(text);
        if (!parts.Groups["time"].Success || !TryReadParts(parts, order, out var day)
            || !TimeOnly.TryParseExact(parts.Groups["time"].Value.ToUpperInvariant(), ["H:mm", "H:mm:ss", "h:mm tt", "h:mm:ss tt", "h:mmtt"], culture, DateTimeStyles.None, out var time))
            return false;
        local = day.ToDateTime(time);
        return true;
    }

    private static bool TryReadParts(Match parts, DateOrder order, out DateOnly day)
    {
        day = default;
        if (!parts.TryPick(out var first, out var sign, out var second))
            return false;
        var (d, m) = order == DateOrder.MonthFirst && sign != "." ? (second, first) : (first, second);
        return DateOnly.TryParseExact(
            string.Create(CultureInfo.InvariantCulture, $"{parts.Groups["year"].Value}-{m}-{d}"), "yyyy-M-d", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
    }

    private static bool TryPick(this Match parts, out int first, out string sign, out int second)
    {
        (first, sign, second) = (0, parts.Groups["sign"].Value, 0);
        return parts.Success && int.TryParse(parts.Groups["first"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(parts.Groups["second"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out second);
    }

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<first>\d{1,2})(?<sign>[./-])(?<second>\d{1,2})\k<sign>(?<year>\d{4})(?:[ T,]+(?<time>\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
