using ScalingDashboard.Measurement.Catalog.Seed;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Reads the working rhythms and the holidays that the demo companies share.</summary>
internal static class DemoRhythmFiles
{
    private static readonly string[] WeekDays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    private static readonly Dictionary<string, DemoHours> Hours =
        Enum.GetValues<DemoHours>().ToDictionary(h => h.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static IReadOnlyList<DemoRhythm> ReadRhythms(string path)
    {
        var seen = new SeenKeys("name");
        return SeedFile.Read(path, ["name", .. WeekDays, "holidays", "quarter_end", "hours"], row =>
        {
            seen.Demand(row, row.Text("name"));
            return new DemoRhythm(row.Text("name"), [.. WeekDays.Select(day => DemoFiles.Within(row, day, 0, 5))],
                DemoFiles.Within(row, "holidays", 0, 1), DemoFiles.Within(row, "quarter_end", 0, 10), row.Choice("hours", Hours));
        });
    }

    public static IReadOnlyList<DemoHoliday> ReadHolidays(string path) =>
        SeedFile.Read(path, ["area", "first", "last", "activity", "name"], row =>
        {
            var holiday = new DemoHoliday(row.Text("area"), MonthDay(row, "first"), MonthDay(row, "last"), DemoFiles.Within(row, "activity", 0, 1), row.Text("name"));
            if (holiday.Last < holiday.First)
                row.Wrong("last", "lies before first; give days around New Year two rows");
            return holiday;
        });

    private static int MonthDay(SeedRow row, string column)
    {
        // 2000 is a leap year: 29 February is allowed.
        if (DateOnly.TryParseExact($"2000-{row.Text(column)}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.Month * 100 + day.Day;
        row.Wrong(column, $"'{row.Text(column)}' is not a day of the year; write it like 12-24");
        return 101;
    }
}
