namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A week of a fiscal year.</summary>
/// <param name="Year">The calendar year in which its fiscal year nominally begins.</param>
/// <param name="Number">1 to 53.</param>
public readonly record struct FiscalWeek(int Year, int Number, DateOnly First)
{
    public DateOnly Last => First.AddDays(6);
}

/// <summary>
/// Weeks, months, quarters and years as the organisation counts them. Pure. A fiscal year is named by the calendar year
/// in which its start month lies. A year of whole weeks begins on the weekday nearest to the first of that month; with
/// Mondays and January these are the years and weeks of ISO 8601, with Sundays, February and 4-5-4 the calendar of the
/// (American) National Retail Federation. A 53rd week belongs to the last month.
/// </summary>
public sealed class FiscalCalendar(int startMonth, FiscalPattern pattern, DayOfWeek weekStart, Week53Rule week53)
{
    private const int Months = 12;
    private const int UsualWeeks = 52;

    /// <summary>Calendar years and the weeks of ISO 8601.</summary>
    public static readonly FiscalCalendar Default = new(1, FiscalPattern.Months, DayOfWeek.Monday, Week53Rule.Shift);

    private readonly int[]? _weeksOfMonths = pattern switch
    {
        FiscalPattern.Months => null,
        FiscalPattern.Weeks445 => [4, 4, 5],
        FiscalPattern.Weeks454 => [4, 5, 4],
        FiscalPattern.Weeks544 => [5, 4, 4],
        _ => throw new ArgumentOutOfRangeException(nameof(pattern)),
    };

    /// <summary>How a year's 53rd week is compared; null where years are no whole weeks.</summary>
    public Week53Rule? Week53 => _weeksOfMonths is null ? null : week53;

    public int YearOf(DateOnly day)
    {
        // A year of whole weeks begins up to three days before or after its nominal day.
        var year = day.Month < startMonth ? day.Year - 1 : day.Year;
        return day >= StartOf(year + 1) ? year + 1 : day < StartOf(year) ? year - 1 : year;
    }

    /// <summary>1 to 4, from the start of the fiscal year.</summary>
    public int QuarterOf(DateOnly day) => (MonthOf(day) + 2) / 3;

    /// <summary>1 to 12, from the start of the fiscal year.</summary>
    public int MonthOf(DateOnly day)
    {
        var (year, month) = (YearOf(day), Months);
        while (day < StartOf(year, month))
            month--;
        return month;
    }

    /// <summary>Weeks are numbered from the one whose first day is nearest to the start of the fiscal year.</summary>
    public FiscalWeek WeekOf(DateOnly day)
    {
        var first = FirstDay(SeriesBucket.Week, day);
        var year = first.Year + 1;
        while (first < FirstWeekOf(year))
            year--;
        return new(year, (first.DayNumber - FirstWeekOf(year).DayNumber) / 7 + 1, first);
    }

    /// <summary>The 52 or 53 weeks of a fiscal year.</summary>
    public IReadOnlyList<FiscalWeek> WeeksOf(int year)
    {
        var first = FirstWeekOf(year);
        var count = (FirstWeekOf(year + 1).DayNumber - first.DayNumber) / 7;
        return [.. Enumerable.Range(0, count).Select(i => new FiscalWeek(year, i + 1, first.AddDays(7 * i)))];
    }

    /// <summary>The first day of the span that holds the day.</summary>
    public DateOnly FirstDay(SeriesBucket bucket, DateOnly day) => bucket switch
    {
        SeriesBucket.Day => day,
        SeriesBucket.Week => day.AddDays(-(((int)day.DayOfWeek - (int)weekStart + 7) % 7)),
        SeriesBucket.Month => StartOf(YearOf(day), MonthOf(day)),
        SeriesBucket.Quarter => StartOf(YearOf(day), 3 * QuarterOf(day) - 2),
        SeriesBucket.Year => StartOf(YearOf(day)),
        _ => throw NotDays(bucket),
    };

    /// <summary>The last day of the span that holds the day.</summary>
    public DateOnly LastDay(SeriesBucket bucket, DateOnly day) => Next(bucket, day).AddDays(-1);

    /// <summary>The first days of all spans that have a day between the two (both included), and the day after the last.</summary>
    public List<DateOnly> Bounds(SeriesBucket bucket, DateOnly first, DateOnly last)
    {
        List<DateOnly> bounds = [FirstDay(bucket, first)];
        while (bounds[^1] <= last)
            bounds.Add(Next(bucket, bounds[^1]));
        return bounds;
    }

    /// <summary>The span of the year before that a span is compared with: the same dates, where 29 February becomes the
    /// 28th; in years of whole weeks the same weekdays, with a 53rd week as <see cref="Week53Rule"/> says.</summary>
    public (DateOnly From, DateOnly To) YearBefore(DateOnly from, DateOnly to)
    {
        if (_weeksOfMonths is null)
            return (from.AddYears(-1), to.AddYears(-1));
        if (week53 == Week53Rule.Shift)
            return (from.AddDays(-7 * UsualWeeks), to.AddDays(-7 * UsualWeeks));
        var (first, last) = (WeekOf(from), WeekOf(to));
        // A span that ends in a week without partner ends with the last day that has one.
        return (SameNumber(from, first), last.Number > UsualWeeks && first.Number <= UsualWeeks
            ? FirstWeekOf(last.Year - 1).AddDays(7 * UsualWeeks - 1)
            : SameNumber(to, last));
    }

    private DateOnly SameNumber(DateOnly day, FiscalWeek week) =>
        FirstWeekOf(week.Year - 1).AddDays(7 * (Math.Min(week.Number, UsualWeeks) - 1) + day.DayNumber - week.First.DayNumber);

    private DateOnly Next(SeriesBucket bucket, DateOnly day) => bucket switch
    {
        SeriesBucket.Day => day.AddDays(1),
        SeriesBucket.Week => FirstDay(bucket, day).AddDays(7),
        SeriesBucket.Month => StartOf(YearOf(day), MonthOf(day) + 1),
        SeriesBucket.Quarter => StartOf(YearOf(day), 3 * QuarterOf(day) + 1),
        SeriesBucket.Year => StartOf(YearOf(day) + 1),
        _ => throw NotDays(bucket),
    };

    private DateOnly StartOf(int year) => _weeksOfMonths is null ? new DateOnly(year, startMonth, 1) : FirstWeekOf(year);

    /// <param name="month">1 to 13; the month after the last is the first of the next year.</param>
    private DateOnly StartOf(int year, int month)
    {
        if (_weeksOfMonths is not { } weeks)
            return StartOf(year).AddMonths(month - 1);
        if (month > Months)
            return StartOf(year + 1);
        var (quarter, inQuarter) = Math.DivRem(month - 1, 3);
        return StartOf(year).AddDays(7 * (13 * quarter + weeks.Take(inQuarter).Sum()));
    }

    private DateOnly FirstWeekOf(int year)
    {
        var nominal = new DateOnly(year, startMonth, 1);
        var after = ((int)weekStart - (int)nominal.DayOfWeek + 7) % 7;
        return nominal.AddDays(after > 3 ? after - 7 : after);
    }

    private static ArgumentOutOfRangeException NotDays(SeriesBucket bucket) => new(nameof(bucket), bucket, "Hours are no whole days.");
}
