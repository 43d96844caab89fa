using System.Runtime.InteropServices;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>A batch with one reading per key, in the order of the table's key: what one transaction writes.</summary>
/// <param name="Readings">The last reading of each key. Sorted, so that a write touches each page of the index once and
/// two writers never wait for each other in a circle.</param>
/// <param name="Days">The day of the reporting zone of each reading.</param>
/// <param name="Hours">The hours of the series that the readings fall into, and what they add to each.</param>
/// <param name="Repeats">Earlier readings of a key that said the same as the one after them.</param>
/// <param name="Superseded">Earlier readings of a key that said something else; they become revisions.</param>
internal sealed record ReadingBatch(
    IReadOnlyList<Reading> Readings, IReadOnlyList<DateOnly> Days, IReadOnlyDictionary<SeriesHour, HourIncrement> Hours, int Repeats, IReadOnlyList<Reading> Superseded)
{
    public static ReadingBatch Of(IReadOnlyList<Reading> given, ReportingCalendar calendar)
    {
        var last = new Dictionary<ReadingKey, Reading>(given.Count);
        var repeats = 0;
        List<Reading>? superseded = null;
        foreach (var reading in given)
        {
            if (last.TryGetValue(reading.Key, out var earlier))
            {
                if (earlier == reading)
                    repeats++;
                else
                    (superseded ??= []).Add(earlier);
            }
            last[reading.Key] = reading;
        }

        var places = new Dictionary<long, (DateOnly Day, DateTimeOffset Hour)>();
        var placed = new (DateOnly Day, Reading Reading)[last.Count];
        var hours = new Dictionary<SeriesHour, HourIncrement>(last.Count);
        var next = 0;
        foreach (var reading in last.Values)
        {
            // Readings of a batch share few quarter hours, and a zone is slow to ask.
            var quarter = reading.At.UtcTicks / ReportingCalendar.Quarter.Ticks;
            if (!places.TryGetValue(quarter, out var place))
                places[quarter] = place = (calendar.DayOf(reading.At), calendar.HourOf(reading.At));
            placed[next++] = (place.Day, reading);
            CollectionsMarshal.GetValueRefOrAddDefault(hours, new SeriesHour(reading.MetricId, reading.UnitId, reading.SystemId, place.Hour), out _).Add(reading);
        }
        Array.Sort(placed, static (a, b) => Compare(a, b));
        return new ReadingBatch(Array.ConvertAll(placed, p => p.Reading), Array.ConvertAll(placed, p => p.Day), hours, repeats, superseded ?? []);
    }

    private static int Compare((DateOnly Day, Reading Reading) a, (DateOnly Day, Reading Reading) b)
    {
        var order = a.Day.CompareTo(b.Day);
        if (order == 0) order = a.Reading.MetricId.CompareTo(b.Reading.MetricId);
        if (order == 0) order = a.Reading.UnitId.CompareTo(b.Reading.UnitId);
        if (order == 0) order = a.Reading.SystemId.CompareTo(b.Reading.SystemId);
        if (order == 0) order = a.Reading.At.CompareTo(b.Reading.At);
        return order == 0 ? string.CompareOrdinal(a.Reading.EventKey, b.Reading.EventKey) : order;
    }
}
