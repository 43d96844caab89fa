using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>A past moment that is often asked for.</summary>
public sealed record AsOfChoice(string Words, DateTimeOffset Moment);

/// <summary>Moments as known at which the board can be looked at. Pure.</summary>
public static class AsOfChoices
{
    private const string Minutes = "yyyy-MM-dd'T'HH:mm", Seconds = "yyyy-MM-dd'T'HH:mm:ss";

    /// <summary>The last second before today, this week and this month began in the reporting zone: the periods of such a
    /// board end with the day that was over then.</summary>
    public static IReadOnlyList<AsOfChoice> Of(ReportingCalendar calendar, DateOnly today)
    {
        return
        [
            new(DashboardTexts.EndOfYesterday, Before(today)),
            new(DashboardTexts.EndOfWeek, Before(calendar.Fiscal.FirstDay(SeriesBucket.Week, today))),
            new(DashboardTexts.EndOfMonth, Before(calendar.Fiscal.FirstDay(SeriesBucket.Month, today))),
        ];

        DateTimeOffset Before(DateOnly day) => calendar.StartOf(day).AddSeconds(-1);
    }

    /// <summary>Reads what a browser's field for local times says on the clock of a zone. An hour that the clocks left out
    /// counts as the next that they show; of one that they show twice the first is meant.</summary>
    /// <returns>Null when the text is no such time.</returns>
    public static DateTimeOffset? Read(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(text, [Minutes, Seconds], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year is < Period.FirstYear or > Period.LastYear)
            return null;
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>What <see cref="Read"/> reads back, to the minute.</summary>
    public static string Write(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString(Minutes, CultureInfo.InvariantCulture);
}
