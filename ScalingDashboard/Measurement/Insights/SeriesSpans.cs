using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>The buckets of a series, in order, and how a run of them is read.</summary>
internal abstract class SeriesSpans
{
    public abstract int Count { get; }

    /// <summary>When a bucket begins, in the reporting zone.</summary>
    public abstract DateTimeOffset StartOf(int bucket);

    /// <summary>The day whose definition a bucket follows.</summary>
    public abstract DateOnly LastDayOf(int bucket);

    /// <summary>The totals of the buckets from <paramref name="first"/> up to, but not with, <paramref name="next"/>.</summary>
    /// <param name="metric">As defined in all of them.</param>
    /// <param name="since">The first day that counts; null is all days.</param>
    public abstract Task<IReadOnlyList<Total>> ReadAsync(
        Metric metric, DateOnly? since, Slice slice, long pass, int first, int next, CancellationToken cancellationToken);
}

/// <summary>Days and what is made of whole days.</summary>
/// <param name="bounds">First days, and the day after the last.</param>
internal sealed class DaySpans(RollupReader rollups, ReportingCalendar calendar, IReadOnlyList<DateOnly> bounds) : SeriesSpans
{
    public override int Count => bounds.Count - 1;

    public override DateTimeOffset StartOf(int bucket) => calendar.StartOf(bounds[bucket]);

    public override DateOnly LastDayOf(int bucket) => bounds[bucket + 1].AddDays(-1);

    public override Task<IReadOnlyList<Total>> ReadAsync(
        Metric metric, DateOnly? since, Slice slice, long pass, int first, int next, CancellationToken cancellationToken)
    {
        var lookBack = FigurePlan.LookBack(metric.Cadence);
        var windows = Enumerable.Range(first, next - first).Select(i => (Window?)new Window(bounds[i].AddDays(-lookBack), bounds[i], LastDayOf(i)));
        return rollups.ReadDefinedAsync(metric, since, slice, pass, windows, cancellationToken);
    }
}

/// <summary>Hours of the reporting zone.</summary>
internal sealed class HourSpans : SeriesSpans
{
    private readonly RollupReader _rollups;
    private readonly ReportingCalendar _calendar;
    private readonly List<DateTimeOffset> _hours;

    public HourSpans(RollupReader rollups, ReportingCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        (_rollups, _calendar, _hours) = (rollups, calendar, [calendar.HourOf(from)]);
        while (_hours[^1] < to)
            _hours.Add(calendar.NextHour(_hours[^1]));
    }

    public override int Count => _hours.Count - 1;

    public override DateTimeOffset StartOf(int bucket) => _hours[bucket];

    public override DateOnly LastDayOf(int bucket) => _calendar.DayOf(_hours[bucket]);

    public override async Task<IReadOnlyList<Total>> ReadAsync(
        Metric metric, DateOnly? since, Slice slice, long pass, int first, int next, CancellationToken cancellationToken)
    {
        var lookBack = metric.Rollup.IsLevel() || metric.Rollup == RollupRule.Product ? 2 * metric.Cadence.Interval() : TimeSpan.Zero;
        // Nothing is carried over a break, and before it there is nothing.
        var hours = _hours.GetRange(first, next - first + 1).SkipWhile((hour, i) => i < next - first && _calendar.DayOf(hour) < since).ToList();
        var leftOut = next - first + 1 - hours.Count;
        if (hours.Count < 2)
            return new Total[next - first];
        var before = hours[0] - lookBack;
        var earlier = new List<DateTimeOffset>();
        for (var hour = _calendar.HourOf(since is { } day && before < _calendar.StartOf(day) ? _calendar.StartOf(day) : before); hour < hours[0]; hour = _calendar.NextHour(hour))
            earlier.Add(hour);
        var totals = await _rollups.ReadHoursAsync(metric, slice, pass, _calendar, [.. earlier, .. hours], earlier.Count, (int)lookBack.TotalHours, cancellationToken);
        return [.. new Total[leftOut], .. totals];
    }
}

/// <summary>Minutes, straight from the readings.</summary>
internal sealed class MinuteSpans(MinuteReader minutes, ReportingCalendar calendar, DateTimeOffset from, DateTimeOffset to) : SeriesSpans
{
    private readonly DateTimeOffset _first = from.AddTicks(-(from.UtcTicks % TimeSpan.TicksPerMinute)).ToUniversalTime();

    public override int Count => (int)Math.Ceiling((to - _first).TotalMinutes);

    public override DateTimeOffset StartOf(int bucket) => TimeZoneInfo.ConvertTime(_first.AddMinutes(bucket), calendar.Zone);

    public override DateOnly LastDayOf(int bucket) => calendar.DayOf(_first.AddMinutes(bucket));

    public override async Task<IReadOnlyList<Total>> ReadAsync(
        Metric metric, DateOnly? since, Slice slice, long pass, int first, int next, CancellationToken cancellationToken)
    {
        var isCarried = metric.Rollup.IsLevel() || metric.Rollup == RollupRule.Product;
        var lookBack = isCarried ? Math.Min(2 * metric.Cadence.Interval().TotalMinutes, MinuteReader.Reach.TotalMinutes) : 0;
        // Nothing is carried over a break, and before it there is nothing.
        var leftOut = Enumerable.Range(first, next - first).TakeWhile(i => LastDayOf(i) < since).Count();
        if (since is { } day)
            lookBack = Math.Min(lookBack, Math.Max(0, (_first.AddMinutes(first + leftOut) - calendar.StartOf(day)).TotalMinutes));
        var totals = await minutes.ReadAsync(metric, slice, _first.AddMinutes(first + leftOut), next - first - leftOut, (int)lookBack, cancellationToken);
        return [.. new Total[leftOut], .. totals];
    }
}
