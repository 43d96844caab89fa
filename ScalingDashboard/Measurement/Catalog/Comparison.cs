using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>What a period is compared with.</summary>
public enum Comparison
{
    /// <summary>What is usual for the period: a year and all that is "to date" with the year before, else the days before.</summary>
    Usual,

    /// <summary>The period just before; an unfinished one with the same part of it.</summary>
    Previous,

    /// <summary>The same days a year before.</summary>
    Year,
}

/// <summary>Finds the days that a period is compared with, and the words for them. Pure.</summary>
public static class Comparisons
{
    /// <summary>What can be asked for by name.</summary>
    public static readonly IReadOnlyList<string> Codes = ["previous", "year"];

    /// <param name="code">One of <see cref="Codes"/>; null or empty is the usual comparison.</param>
    /// <exception cref="Invalid">The code is not known.</exception>
    public static Comparison Parse(string? code) => code switch
    {
        null or "" => Comparison.Usual,
        "previous" => Comparison.Previous,
        "year" => Comparison.Year,
        _ => throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.NoComparison), code)),
    };

    /// <summary>A code of <see cref="Codes"/> as a choice.</summary>
    public static Sentence Name(string code) => CatalogWords.Say(Parse(code) == Comparison.Year ? nameof(CatalogTexts.YearAgo) : nameof(CatalogTexts.PreviousPeriod));

    /// <summary>The first and the last day that a period is compared with.</summary>
    internal static (DateOnly From, DateOnly To) Days(Period period, FiscalCalendar fiscal)
    {
        var (from, to) = (period.From, period.To);
        return (period.Code, IsYear(period)) switch
        {
            ("12m" or "ytd", _) => (from.AddYears(-1), to.AddYears(-1)),
            ("fytd", _) => fiscal.YearBefore(from, to),
            ("lfy", _) => WholeYearBefore(SeriesBucket.Year),
            ("lq", true) => WholeYearBefore(SeriesBucket.Quarter),
            ("lm", true) => WholeYearBefore(SeriesBucket.Month),
            ("lq", _) => (fiscal.FirstDay(SeriesBucket.Quarter, from.AddDays(-1)), from.AddDays(-1)),
            ("lm", _) => (fiscal.FirstDay(SeriesBucket.Month, from.AddDays(-1)), from.AddDays(-1)),
            (_, true) => fiscal.YearBefore(from, to),
            ("qtd", _) => PartBefore(SeriesBucket.Quarter),
            ("mtd", _) => PartBefore(SeriesBucket.Month),
            _ => (from.AddDays(-period.Days), from.AddDays(-1)),
        };

        // The whole span, also where a leap day makes it longer; years of whole weeks have a rule of their own.
        (DateOnly, DateOnly) WholeYearBefore(SeriesBucket span) => fiscal.Week53 is null
            ? (from.AddYears(-1), fiscal.LastDay(span, from.AddYears(-1)))
            : fiscal.YearBefore(from, to);

        // As many days; a shorter month or quarter ends with its last.
        (DateOnly, DateOnly) PartBefore(SeriesBucket span)
        {
            var first = fiscal.FirstDay(span, from.AddDays(-1));
            return (first, Earlier(first.AddDays(period.Days - 1), from.AddDays(-1)));
        }
    }

    /// <summary>Names the comparison, for example "vs prior 30 days".</summary>
    internal static Sentence Name(Period period, FiscalCalendar fiscal) => (period.Code, IsYear(period)) switch
    {
        ("12m", _) => CatalogWords.Say(nameof(CatalogTexts.VsPriorYear)),
        ("ytd", _) => SameDays(period),
        ("lfy", _) => InWeeks(fiscal) ?? CatalogWords.Say(nameof(CatalogTexts.VsPriorFiscalYear)),
        ("lq", true) => InWeeks(fiscal) ?? CatalogWords.Say(nameof(CatalogTexts.VsSameQuarter)),
        ("lm", true) => InWeeks(fiscal) ?? CatalogWords.Say(nameof(CatalogTexts.VsSameMonth)),
        ("fytd", _) or (_, true) => InWeeks(fiscal) ?? SameDays(period),
        ("lq", _) => CatalogWords.Say(nameof(CatalogTexts.VsPriorQuarter)),
        ("lm", _) => CatalogWords.Say(nameof(CatalogTexts.VsPriorMonth)),
        ("qtd", _) => CatalogWords.Say(nameof(CatalogTexts.VsPartOfQuarter)),
        ("mtd", _) => CatalogWords.Say(nameof(CatalogTexts.VsPartOfMonth)),
        _ => CatalogWords.Say(nameof(CatalogTexts.VsPriorDays), period.Days),
    };

    /// <summary>True when the last day has a partner: of an unfinished day only as many hours of that one count. A month of
    /// 31 days has none for its last in the one of 28 before: that one is over, and counts whole.</summary>
    internal static bool EndsAlike(Period period, FiscalCalendar fiscal) =>
        period.Code is not ("mtd" or "qtd") || IsYear(period) || Days(period, fiscal) is var (from, to) && to.DayNumber - from.DayNumber + 1 == period.Days;

    private static bool IsYear(Period period) => period.Comparison switch
    {
        Comparison.Usual => period.Code is "12m" or "ytd" or "mtd" or "qtd" or "fytd" or "lfy",
        Comparison.Previous => false,
        Comparison.Year => true,
        _ => throw new ArgumentOutOfRangeException(nameof(period)),
    };

    private static Sentence? InWeeks(FiscalCalendar fiscal) => fiscal.Week53 switch
    {
        null => null,
        Week53Rule.Shift => CatalogWords.Say(nameof(CatalogTexts.VsWeeksEarlier)),
        Week53Rule.Align => CatalogWords.Say(nameof(CatalogTexts.VsSameWeeks)),
        _ => throw new ArgumentOutOfRangeException(nameof(fiscal)),
    };

    private static Sentence SameDays(Period period) =>
        CatalogWords.Say(period.To is { Month: 2, Day: 29 } ? nameof(CatalogTexts.VsSameDaysLeap) : nameof(CatalogTexts.VsSameDays));

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
