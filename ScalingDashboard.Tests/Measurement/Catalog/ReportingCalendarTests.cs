using System.Globalization;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Tests.Measurement.Catalog;

/// <summary>Days and hours of the organisation's zone, also where clocks change, are odd, or skip a day.</summary>
[Trait("Ring", "Unit")]
public sealed class ReportingCalendarTests
{
    public static TheoryData<string, int> ZonesAndSeeds
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (var zone in new[] { "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo" })
                for (var seed = 1; seed <= 5; seed++)
                    all.Add(zone, seed);
            return all;
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Asia/Kathmandu", "2026-03-29", 24)]
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    [InlineData("America/Sao_Paulo", "2018-02-17", 25)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    [InlineData("Atlantic/Azores", "2026-03-29", 23)]
    [InlineData("Asia/Beirut", "2026-03-29", 23)]
    [InlineData("Pacific/Apia", "2011-12-29", 24)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    [InlineData("Pacific/Apia", "2011-12-31", 24)]
    public void A_day_has_as_many_hours_as_the_clock_shows(string zone, string day, int hours) =>
        HoursOf(In(zone), Day(day)).Count.ShouldBe(hours);

    [Fact]
    public void The_hour_that_is_skipped_has_no_bucket_and_the_one_that_comes_twice_has_two()
    {
        var calendar = In("Europe/Berlin");
        HoursOf(calendar, new(2026, 3, 29)).Select(LocalHour).ShouldBe([0, 1, .. Enumerable.Range(3, 21)]);
        HoursOf(calendar, new(2026, 10, 25)).Select(LocalHour).ShouldBe([0, 1, 2, 2, .. Enumerable.Range(3, 21)]);
        // 02:30 in summer time, and an hour later 02:30 again.
        calendar.HourOf(At("2026-10-25T00:30Z")).ShouldBe(At("2026-10-25T00:00Z"));
        calendar.HourOf(At("2026-10-25T01:30Z")).ShouldBe(At("2026-10-25T01:00Z"));

        int LocalHour(DateTimeOffset hour) => TimeZoneInfo.ConvertTime(hour, calendar.Zone).Hour;
    }

    [Fact]
    public void A_zone_of_three_quarters_of_an_hour_has_hours_of_its_own()
    {
        var calendar = In("Asia/Kathmandu");
        calendar.StartOf(new(2026, 11, 22)).ShouldBe(At("2026-11-21T18:15Z"));
        calendar.HourOf(At("2026-11-22T12:14:59Z")).ShouldBe(At("2026-11-22T11:15Z"));
        calendar.HourOf(At("2026-11-22T12:15Z")).ShouldBe(At("2026-11-22T12:15Z"));
        calendar.DayOf(At("2026-11-21T18:14:59Z")).ShouldBe(new(2026, 11, 21));
    }

    [Fact]
    public void A_day_that_was_skipped_at_the_date_line_is_nobodys()
    {
        var calendar = In("Pacific/Apia");
        calendar.DayOf(At("2011-12-30T09:59:59Z")).ShouldBe(new(2011, 12, 29));
        calendar.DayOf(At("2011-12-30T10:00:00Z")).ShouldBe(new(2011, 12, 31));
        calendar.StartOf(new(2011, 12, 30)).ShouldBe(calendar.StartOf(new(2011, 12, 31)));
    }

    [Theory]
    [MemberData(nameof(ZonesAndSeeds))]
    public void Hours_days_weeks_months_quarters_and_years_of_any_span_add_up_to_the_same(string zone, int seed)
    {
        var random = new Random(seed);
        var calendar = In(zone, random.Next(1, 13), random.GetItems<string>(["months", "4-4-5", "4-5-4", "5-4-4"], 1)[0]);
        var from = new DateOnly(2010, 1, 1).AddDays(random.Next(6_000));
        var to = from.AddDays(random.Next(0, 800));
        // Around the span, too: what lies outside must not be counted.
        var (begin, end) = (calendar.StartOf(from), calendar.StartOf(to.AddDays(1)));
        List<(DateTimeOffset At, decimal Value)> readings = [(begin, 1.25m), (begin.AddTicks(-1), 2.5m), (end.AddTicks(-1), 5m), (end, 10m)];
        for (var i = 0; i < 600; i++)
            readings.Add((begin.AddDays(-40) + (end - begin + TimeSpan.FromDays(80)) * random.NextDouble(), random.Next(1, 1_000) / 100m));

        var hours = readings.GroupBy(r => calendar.HourOf(r.At)).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
        var days = readings.GroupBy(r => calendar.DayOf(r.At)).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
        foreach (var (hour, _) in hours)
            calendar.DayOf(hour).ShouldBe(calendar.DayOf(calendar.NextHour(hour).AddTicks(-1)), "no hour lies in two days");
        foreach (var (day, value) in days)
        {
            var (start, next) = (calendar.StartOf(day), calendar.StartOf(day.AddDays(1)));
            hours.Where(h => h.Key >= start && h.Key < next).Sum(h => h.Value).ShouldBe(value);
        }
        var whole = readings.Where(r => r.At >= begin && r.At < end).Sum(r => r.Value);
        days.Where(d => d.Key >= from && d.Key <= to).Sum(d => d.Value).ShouldBe(whole);
        foreach (var bucket in Enum.GetValues<SeriesBucket>().Where(b => b >= SeriesBucket.Day))
        {
            var bounds = calendar.Fiscal.Bounds(bucket, from, to);
            var parts = bounds.Zip(bounds.Skip(1), (start, next) => days.Where(d => d.Key >= Later(start, from) && d.Key < next && d.Key <= to).Sum(d => d.Value));
            parts.Sum().ShouldBe(whole, bucket.Code());
        }

        static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
    }

    private static List<DateTimeOffset> HoursOf(ReportingCalendar calendar, DateOnly day)
    {
        var hours = new List<DateTimeOffset>();
        for (var hour = calendar.StartOf(day); hour < calendar.StartOf(day.AddDays(1)); hour = calendar.NextHour(hour))
        {
            calendar.HourOf(hour).ShouldBe(hour);
            calendar.DayOf(hour).ShouldBe(day);
            hours.Add(hour);
        }
        return hours;
    }

    private static ReportingCalendar In(string zone, int startMonth = 1, string pattern = "months") =>
        new(Options.Create(new ReportingOptions { TimeZone = zone, FiscalYearStart = startMonth, FiscalPattern = pattern }), TimeProvider.System);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
