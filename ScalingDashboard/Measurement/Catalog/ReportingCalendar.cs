using Microsoft.Extensions.Options;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Days of the reporting time zone: what "today" and "this day" mean for every figure.</summary>
public sealed class ReportingCalendar(IOptions<ReportingOptions> options, TimeProvider clock)
{
    /// <summary>Offsets of all zones since 2000 are multiples of it, so nothing changes within one.</summary>
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>Weeks, months, quarters and years of the organisation.</summary>
    public FiscalCalendar Fiscal { get; } = options.Value.Calendar();

    public DateOnly Today => DayOf(clock.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a day; on the few days whose midnight does not exist, the first instant after it. A day
    /// that was left out at the date line (Apia, 30 December 2011) begins and ends with the next.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Where midnight happens twice the day begins with the first, whose offset is the larger.
        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        var start = new DateTimeOffset(midnight, offset);
        return DayOf(start) < day ? StartOf(day.AddDays(1)) : start;
    }

    /// <summary>The share of a period that has passed, 0 to 1. In whole hours: a target that crept on with every second would make every
    /// look at a figure a change of it.</summary>
    public double Elapsed(Period period, DateTimeOffset now)
    {
        var (start, end) = (StartOf(period.From), StartOf(period.To.AddDays(1)));
        return Math.Clamp(Math.Floor((now - start).TotalHours) / (end - start).TotalHours, 0, 1);
    }

    /// <summary>The first instant of the hour of the reporting zone: in zones of a half or a quarter hour it begins at :15,
    /// :30 or :45 UTC. When clocks change, the repeated hour is two hours, and no hour reaches over the change.</summary>
    public DateTimeOffset HourOf(DateTimeOffset instant)
    {
        var quarter = new DateTimeOffset(instant.UtcTicks - instant.UtcTicks % Quarter.Ticks, TimeSpan.Zero);
        var local = TimeZoneInfo.ConvertTime(quarter, Zone);
        for (var before = TimeZoneInfo.ConvertTime(quarter - Quarter, Zone); before.Hour == local.Hour && before.Offset == local.Offset;
             before = TimeZoneInfo.ConvertTime(quarter - Quarter, Zone))
            quarter -= Quarter;
        return quarter;
    }

    /// <summary>The first instant of the hour after the one that begins at <paramref name="hour"/>.</summary>
    public DateTimeOffset NextHour(DateTimeOffset hour)
    {
        var next = hour + Quarter;
        while (HourOf(next) == hour)
            next += Quarter;
        return next;
    }
}
