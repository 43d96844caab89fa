using Microsoft.Extensions.Options;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Days of the reporting time zone: what "today" and "this day" mean for every figure.</summary>
public sealed class ReportingCalendar(IOptions<ReportingOptions> options, TimeProvider clock)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateOnly Today => DayOf(clock.GetUtcNow());

    public DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The first instant of a day; on the few days whose midnight does not exist, the first instant after it.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Where midnight happens twice the day begins with the first, whose offset is the larger.
        var offset = Zone.IsAmbiguousTime(midnight) ? Zone.GetAmbiguousTimeOffsets(midnight).Max() : Zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }
}
