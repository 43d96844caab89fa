using System.Globalization;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class FiscalCalendarTests
{
    private static readonly FiscalCalendar April = new(4, FiscalPattern.Months, DayOfWeek.Monday, Week53Rule.Shift);
    private static readonly FiscalCalendar Retail = Weeks(Week53Rule.Shift);

    private static readonly SeriesBucket[] Spans = [SeriesBucket.Day, SeriesBucket.Week, SeriesBucket.Month, SeriesBucket.Quarter, SeriesBucket.Year];

    public static TheoryData<int, FiscalPattern, DayOfWeek> All
    {
        get
        {
            var all = new TheoryData<int, FiscalPattern, DayOfWeek>();
            foreach (var pattern in Enum.GetValues<FiscalPattern>())
                foreach (var (month, day) in new[] { (1, DayOfWeek.Monday), (2, DayOfWeek.Sunday), (4, DayOfWeek.Monday), (7, DayOfWeek.Saturday), (12, DayOfWeek.Thursday) })
                    all.Add(month, pattern, day);
            return all;
        }
    }

    [Fact]
    public void Weeks_are_those_of_iso_8601_unless_set_otherwise()
    {
        for (var day = new DateOnly(2000, 1, 1); day.Year < 2101; day = day.AddDays(1))
        {
            var date = day.ToDateTime(TimeOnly.MinValue);
            var week = FiscalCalendar.Default.WeekOf(day);
            (week.Year, week.Number).ShouldBe((ISOWeek.GetYear(date), ISOWeek.GetWeekOfYear(date)));
        }
        FiscalCalendar.Default.WeekOf(new(2027, 1, 3)).ShouldBe(new FiscalWeek(2026, 53, new(2026, 12, 28)));
        FiscalCalendar.Default.WeeksOf(2026).Count.ShouldBe(53);
    }

    [Fact]
    public void A_fiscal_year_from_april_has_its_first_quarter_there()
    {
        (April.YearOf(new(2026, 3, 31)), April.QuarterOf(new(2026, 3, 31)), April.MonthOf(new(2026, 3, 31))).ShouldBe((2025, 4, 12));
        (April.YearOf(new(2026, 4, 1)), April.QuarterOf(new(2026, 4, 1)), April.MonthOf(new(2026, 4, 1))).ShouldBe((2026, 1, 1));
        (April.FirstDay(SeriesBucket.Quarter, new(2026, 11, 22)), April.LastDay(SeriesBucket.Quarter, new(2026, 11, 22))).ShouldBe((new(2026, 10, 1), new(2026, 12, 31)));
        (April.FirstDay(SeriesBucket.Year, new(2028, 2, 29)), April.LastDay(SeriesBucket.Year, new(2028, 2, 29))).ShouldBe((new(2027, 4, 1), new(2028, 3, 31)));
    }

    // As published by the National Retail Federation: 2006, 2012, 2017 and 2023 have 53 weeks.
    [Theory]
    [InlineData(2006, "2006-01-29", "2007-02-03")]
    [InlineData(2012, "2012-01-29", "2013-02-02")]
    [InlineData(2017, "2017-01-29", "2018-02-03")]
    [InlineData(2022, "2022-01-30", "2023-01-28")]
    [InlineData(2023, "2023-01-29", "2024-02-03")]
    [InlineData(2024, "2024-02-04", "2025-02-01")]
    [InlineData(2025, "2025-02-02", "2026-01-31")]
    public void A_retail_year_ends_on_the_saturday_nearest_to_the_end_of_january(int year, string first, string last)
    {
        (Retail.FirstDay(SeriesBucket.Year, new(year, 6, 1)), Retail.LastDay(SeriesBucket.Year, new(year, 6, 1))).ShouldBe((Day(first), Day(last)));
        Retail.WeeksOf(year).Count.ShouldBe(year is 2006 or 2012 or 2017 or 2023 ? 53 : 52);
        Retail.YearOf(Day(first)).ShouldBe(year);
        Retail.YearOf(Day(first).AddDays(-1)).ShouldBe(year - 1);
    }

    [Fact]
    public void A_53rd_week_belongs_to_the_last_month()
    {
        var bounds = Retail.Bounds(SeriesBucket.Month, new(2023, 1, 29), new(2024, 2, 3));
        bounds.Zip(bounds.Skip(1), (from, next) => (next.DayNumber - from.DayNumber) / 7).ShouldBe([4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5, 5]);
        Retail.MonthOf(new(2024, 2, 3)).ShouldBe(12);
        Retail.WeekOf(new(2024, 2, 3)).ShouldBe(new FiscalWeek(2023, 53, new(2024, 1, 28)));
    }

    [Theory]
    [InlineData(FiscalPattern.Weeks445, 4, 8)]
    [InlineData(FiscalPattern.Weeks454, 4, 9)]
    [InlineData(FiscalPattern.Weeks544, 5, 9)]
    public void A_pattern_says_how_many_weeks_the_months_of_a_quarter_have(FiscalPattern pattern, int second, int third)
    {
        var calendar = new FiscalCalendar(1, pattern, DayOfWeek.Monday, Week53Rule.Shift);
        var start = calendar.FirstDay(SeriesBucket.Year, new(2025, 6, 1));
        calendar.Bounds(SeriesBucket.Month, start, start.AddDays(90)).ShouldBe([start, start.AddDays(7 * second), start.AddDays(7 * third), start.AddDays(91)]);
    }

    [Theory]
    // After 53 weeks the same dates have another number: week 1 of 2024 is compared with week 2 of 2023, or with week 1.
    [InlineData(Week53Rule.Shift, "2024-02-04", "2024-03-02", "2023-02-05", "2023-03-04")]
    [InlineData(Week53Rule.Align, "2024-02-04", "2024-03-02", "2023-01-29", "2023-02-25")]
    // The whole year after: the 53rd week is compared, or left out.
    [InlineData(Week53Rule.Shift, "2024-02-04", "2025-02-01", "2023-02-05", "2024-02-03")]
    [InlineData(Week53Rule.Align, "2024-02-04", "2025-02-01", "2023-01-29", "2024-01-27")]
    // The year of 53 weeks itself: 53 weeks that reach into its own first, or the 52 weeks of the year before.
    [InlineData(Week53Rule.Shift, "2023-01-29", "2024-02-03", "2022-01-30", "2023-02-04")]
    [InlineData(Week53Rule.Align, "2023-01-29", "2024-02-03", "2022-01-30", "2023-01-28")]
    // A 53rd week alone, and a span that ends on a day of it.
    [InlineData(Week53Rule.Shift, "2024-01-28", "2024-02-03", "2023-01-29", "2023-02-04")]
    [InlineData(Week53Rule.Align, "2024-01-28", "2024-02-03", "2023-01-22", "2023-01-28")]
    [InlineData(Week53Rule.Align, "2024-01-28", "2024-01-30", "2023-01-22", "2023-01-24")]
    [InlineData(Week53Rule.Align, "2024-01-26", "2024-01-30", "2023-01-27", "2023-01-28")]
    // Where neither year has one the rules agree.
    [InlineData(Week53Rule.Shift, "2026-02-01", "2026-11-22", "2025-02-02", "2025-11-23")]
    [InlineData(Week53Rule.Align, "2026-02-01", "2026-11-22", "2025-02-02", "2025-11-23")]
    public void A_53rd_week_is_compared_as_the_setting_says(Week53Rule rule, string from, string to, string beforeFrom, string beforeTo) =>
        Weeks(rule).YearBefore(Day(from), Day(to)).ShouldBe((Day(beforeFrom), Day(beforeTo)));

    [Fact]
    public void In_years_of_months_the_same_dates_are_compared_and_29_february_becomes_the_28th()
    {
        April.YearBefore(new(2027, 4, 1), new(2028, 2, 29)).ShouldBe((new(2026, 4, 1), new(2027, 2, 28)));
        April.YearBefore(new(2028, 4, 1), new(2029, 2, 28)).ShouldBe((new(2027, 4, 1), new(2028, 2, 28)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Days_make_weeks_and_months_months_make_quarters_and_quarters_years(int month, FiscalPattern pattern, DayOfWeek weekStart)
    {
        var calendar = new FiscalCalendar(month, pattern, weekStart, Week53Rule.Align);
        var (first, last) = (new DateOnly(2009, 5, 17), new DateOnly(2029, 8, 3));
        var bounds = Spans.ToDictionary(span => span, span => calendar.Bounds(span, first, last));
        foreach (var span in Spans)
        {
            bounds[span][0].ShouldBeLessThanOrEqualTo(first);
            bounds[span][^2].ShouldBeLessThanOrEqualTo(last);
            bounds[span][^1].ShouldBeGreaterThan(last);
            bounds[span].ShouldBeInOrder();
        }
        // Each year begins with a quarter, each quarter with a month, and in years of weeks each month with a week.
        Within(SeriesBucket.Year, SeriesBucket.Quarter, 4, 4);
        Within(SeriesBucket.Quarter, SeriesBucket.Month, 3, 3);
        Within(SeriesBucket.Month, SeriesBucket.Day, 28, 42);
        if (pattern != FiscalPattern.Months)
            Within(SeriesBucket.Month, SeriesBucket.Week, 4, 6);

        void Within(SeriesBucket whole, SeriesBucket part, int least, int most)
        {
            for (var i = 1; i + 2 < bounds[whole].Count; i++)
            {
                var parts = calendar.Bounds(part, bounds[whole][i], bounds[whole][i + 1].AddDays(-1));
                (parts[0], parts[^1]).ShouldBe((bounds[whole][i], bounds[whole][i + 1]));
                (parts.Count - 1).ShouldBeInRange(least, most);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_day_has_one_place_and_its_comparison_is_as_long_and_a_year_before(int month, FiscalPattern pattern, DayOfWeek weekStart)
    {
        foreach (var rule in Enum.GetValues<Week53Rule>())
        {
            var calendar = new FiscalCalendar(month, pattern, weekStart, rule);
            for (var day = new DateOnly(2022, 1, 1); day.Year < 2029; day = day.AddDays(1))
            {
                foreach (var span in Spans)
                    day.ShouldBeInRange(calendar.FirstDay(span, day), calendar.LastDay(span, day));
                calendar.WeekOf(day).Number.ShouldBeInRange(1, 53);
                calendar.WeeksOf(calendar.WeekOf(day).Year)[calendar.WeekOf(day).Number - 1].ShouldBe(calendar.WeekOf(day));
                var start = calendar.FirstDay(SeriesBucket.Year, day);
                var (from, to) = calendar.YearBefore(start, day);
                from.ShouldBeLessThanOrEqualTo(to);
                to.ShouldBeLessThan(start.AddDays(7));
                (day.DayNumber - to.DayNumber).ShouldBeInRange(364, 378);
                (day.DayNumber - start.DayNumber - (to.DayNumber - from.DayNumber)).ShouldBeInRange(-1, rule == Week53Rule.Align ? 7 : 1);
            }
        }
    }

    [Fact]
    public void Hours_are_no_whole_days() => Should.Throw<ArgumentOutOfRangeException>(() => FiscalCalendar.Default.Bounds(SeriesBucket.Hour, new(2026, 1, 1), new(2026, 1, 2)));

    private static FiscalCalendar Weeks(Week53Rule rule) => new(2, FiscalPattern.Weeks454, DayOfWeek.Sunday, rule);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
