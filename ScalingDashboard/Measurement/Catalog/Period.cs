using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A span of whole days of the reporting zone: what the reader looks at.</summary>
/// <param name="Code">How it was asked for: <c>7d</c>, <c>30d</c>, <c>90d</c>, <c>12m</c>,
/// <c>ytd</c>, <c>mtd</c>, <c>qtd</c>, <c>fytd</c> (to date in the fiscal calendar), <c>lm</c>, <c>lq</c>, <c>lfy</c> (the last whole
/// month, quarter and year of it) or <c>2026-01-01..2026-03-31</c>.</param>
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

    /// <summary>Those of the fiscal calendar, behind them: what runs, and what is over.</summary>
    public static readonly IReadOnlyList<string> FiscalChoices = ["mtd", "qtd", "fytd", "lm", "lq", "lfy"];

    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>What it is compared with.</summary>
    public Comparison Comparison { get; init; }

    /// <summary>The span it is compared with: as <see cref="Comparison"/> says, in the fiscal calendar of the organisation
    /// (29 February becomes 28 February).</summary>
    public Period Previous
    {
        get
        {
            var (from, to) = Comparisons.Days(this, Fiscal);
            return this with { From = from, To = to };
        }
    }

    /// <summary>True when the last day of the comparison is the partner of the last day.</summary>
    public bool EndsAlike => Comparisons.EndsAlike(this, Fiscal);

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

    /// <summary>Names the comparison, for example "vs prior 30 days".</summary>
    public Sentence Compared => Comparisons.Name(this, Fiscal);

    /// <summary><see cref="Compared"/> for everybody: in English.</summary>
    public string ComparisonWords => Compared.ToString();

    /// <summary>The same days, compared with something else.</summary>
    /// <param name="comparison">A code of <see cref="Comparisons.Codes"/>; null is the usual.</param>
    /// <exception cref="Invalid">The code is not known.</exception>
    public Period Against(string? comparison) => this with { Comparison = Comparisons.Parse(comparison) };

    /// <summary>A period code in words: "12 months", "2026-01-01 to 2026-03-31".</summary>
    public static Sentence Name(string code) => code switch
    {
        "7d" => CatalogWords.Say(nameof(CatalogTexts.Days7)),
        "30d" => CatalogWords.Say(nameof(CatalogTexts.Days30)),
        "90d" => CatalogWords.Say(nameof(CatalogTexts.Days90)),
        "12m" => CatalogWords.Say(nameof(CatalogTexts.Months12)),
        "ytd" => CatalogWords.Say(nameof(CatalogTexts.YearToDate)),
        "mtd" => CatalogWords.Say(nameof(CatalogTexts.MonthToDate)),
        "qtd" => CatalogWords.Say(nameof(CatalogTexts.QuarterToDate)),
        "fytd" => CatalogWords.Say(nameof(CatalogTexts.FiscalYearToDate)),
        "lm" => CatalogWords.Say(nameof(CatalogTexts.LastMonth)),
        "lq" => CatalogWords.Say(nameof(CatalogTexts.LastQuarter)),
        "lfy" => CatalogWords.Say(nameof(CatalogTexts.LastFiscalYear)),
        _ => code.Split("..") is [var from, var to] ? CatalogWords.Say(nameof(CatalogTexts.Range), from, to) : code,
    };

    /// <summary>Reads a period code; relative ones end today.</summary>
    /// <param name="fiscal">Whose months, quarters and fiscal years are meant.</param>
    /// <exception cref="Invalid">The code is none of the known forms, or ends before it begins.</exception>
    public static Period Parse(string? code, DateOnly today, FiscalCalendar fiscal)
    {
        return code switch
        {
            null or "" => Parse(Default, today, fiscal),
            "7d" => new(code, today.AddDays(-6), today) { Fiscal = fiscal },
            "30d" => new(code, today.AddDays(-29), today) { Fiscal = fiscal },
            "90d" => new(code, today.AddDays(-89), today) { Fiscal = fiscal },
            "12m" => new(code, today.AddYears(-1).AddDays(1), today) { Fiscal = fiscal },
            "ytd" => new(code, new DateOnly(today.Year, 1, 1), today) { Fiscal = fiscal },
            "mtd" => ToDate(SeriesBucket.Month),
            "qtd" => ToDate(SeriesBucket.Quarter),
            "fytd" => ToDate(SeriesBucket.Year),
            "lm" => Last(SeriesBucket.Month),
            "lq" => Last(SeriesBucket.Quarter),
            "lfy" => Last(SeriesBucket.Year),
            _ => ParseRange(code) with { Fiscal = fiscal },
        };

        Period ToDate(SeriesBucket span) => new(code, fiscal.FirstDay(span, today), today) { Fiscal = fiscal };

        Period Last(SeriesBucket span)
        {
            var last = fiscal.FirstDay(span, today).AddDays(-1);
            return new(code, fiscal.FirstDay(span, last), last) { Fiscal = fiscal };
        }
    }

    private static Period ParseRange(string code)
    {
        var ends = code.Split("..");
        if (ends.Length != 2 || !TryDay(ends[0], out var from) || !TryDay(ends[1], out var to))
            throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.NoPeriod), code));
        if (from.Year < FirstYear || to.Year > LastYear)
            throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.PeriodBeyond), code, FirstYear, LastYear));
        if (to < from)
            throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.PeriodBackwards), code));
        if (to.DayNumber - from.DayNumber > 3660)
            throw new Invalid(CatalogWords.Say(nameof(CatalogTexts.PeriodTooLong), code));
        return new(code, from, to);
    }

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
