using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A span of whole days of the reporting zone: what the reader looks at.</summary>
/// <param name="Code">How it was asked for: <c>7d</c>, <c>30d</c>, <c>90d</c>, <c>12m</c>,
/// <c>ytd</c>, <c>mtd</c>, <c>qtd</c>, <c>fytd</c> (to date in the fiscal calendar) or <c>2026-01-01..2026-03-31</c>.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public sealed record Period(string Code, DateOnly From, DateOnly To)
{
    public const string Default = "12m";

    /// <summary>No reading is older.</summary>
    public const int FirstYear = 2000;

    /// <summary>Far enough from the last day there is for every comparison and look-ahead.</summary>
    public const int LastYear = 2199;

    /// <summary>The choices offered on the page, in this order.</summary>
    public static readonly IReadOnlyList<string> Choices = ["7d", "30d", "90d", "12m", "ytd"];

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The span it is compared with: for <c>12m</c> and all that is "to date" the same span a year before
    /// (29 February becomes 28 February), else the days just before.</summary>
    public Period Previous
    {
        get
        {
            var (from, to) = Code switch
            {
                "12m" or "ytd" => (From.AddYears(-1), To.AddYears(-1)),
                "mtd" or "qtd" or "fytd" => Fiscal.YearBefore(From, To),
                _ => (From.AddDays(-Days), From.AddDays(-1)),
            };
            return this with { From = from, To = to };
        }
    }

    private FiscalCalendar Fiscal { get; init; } = FiscalCalendar.Default;

    /// <summary>The first day of each part of a trend, and the day after the last: months where the period is a year, so
    /// that what is booked once a month falls once into each; else 13 parts as equal as whole days allow.</summary>
    public IReadOnlyList<DateOnly> TrendBounds()
    {
        if (Days is 365 or 366)
            return [.. Enumerable.Range(0, 12).Select(i => From.AddMonths(i)), To.AddDays(1)];
        var count = Math.Min(Days, 13);
        return [.. Enumerable.Range(0, count + 1).Select(i => From.AddDays(i * Days / count))];
    }

    /// <summary>Names the comparison in words, for example "vs prior 30 days".</summary>
    public string ComparisonWords => Code switch
    {
        "12m" => "vs prior year",
        "ytd" => SameDays,
        "mtd" or "qtd" or "fytd" => Fiscal.Week53 switch
        {
            null => SameDays,
            Week53Rule.Shift => "vs 52 weeks earlier",
            Week53Rule.Align => "vs same weeks last year",
            _ => throw new ArgumentOutOfRangeException(nameof(Fiscal)),
        },
        _ => string.Create(CultureInfo.InvariantCulture, $"vs prior {Days} days"),
    };

    private string SameDays => To is { Month: 2, Day: 29 } ? "vs same days last year, 29 Feb with 28 Feb" : "vs same days last year";

    /// <summary>A period code in words: "12 months", "2026-01-01 to 2026-03-31".</summary>
    public static string Words(string code) => code switch
    {
        "7d" => "7 days",
        "30d" => "30 days",
        "90d" => "90 days",
        "12m" => "12 months",
        "ytd" => "Year to date",
        "mtd" => "Month to date",
        "qtd" => "Quarter to date",
        "fytd" => "Fiscal year to date",
        _ => code.Replace("..", " to ", StringComparison.Ordinal),
    };

    /// <summary>Reads a period code; relative ones end today.</summary>
    /// <param name="fiscal">Whose months, quarters and fiscal years are meant.</param>
    /// <exception cref="Invalid">The code is none of the known forms, or ends before it begins.</exception>
    public static Period Parse(string? code, DateOnly today, FiscalCalendar fiscal) => code switch
    {
        null or "" => Parse(Default, today, fiscal),
        "7d" => new(code, today.AddDays(-6), today),
        "30d" => new(code, today.AddDays(-29), today),
        "90d" => new(code, today.AddDays(-89), today),
        "12m" => new(code, today.AddYears(-1).AddDays(1), today),
        "ytd" => new(code, new DateOnly(today.Year, 1, 1), today),
        "mtd" => new(code, fiscal.FirstDay(SeriesBucket.Month, today), today) { Fiscal = fiscal },
        "qtd" => new(code, fiscal.FirstDay(SeriesBucket.Quarter, today), today) { Fiscal = fiscal },
        "fytd" => new(code, fiscal.FirstDay(SeriesBucket.Year, today), today) { Fiscal = fiscal },
        _ => ParseRange(code),
    };

    private static Period ParseRange(string code)
    {
        var ends = code.Split("..");
        if (ends.Length != 2 || !TryDay(ends[0], out var from) || !TryDay(ends[1], out var to))
            throw new Invalid($"The period '{code}' is not known. Use 7d, 30d, 90d, 12m, ytd, mtd, qtd, fytd or two days like 2026-01-01..2026-03-31.");
        if (from.Year < FirstYear || to.Year > LastYear)
            throw new Invalid($"The period '{code}' reaches beyond the years {FirstYear} to {LastYear}. Ask for days between them.");
        if (to < from)
            throw new Invalid($"The period '{code}' ends before it begins. Swap the two days.");
        if (to.DayNumber - from.DayNumber > 3660)
            throw new Invalid($"The period '{code}' is longer than ten years. Ask for a shorter one.");
        return new(code, from, to);
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
