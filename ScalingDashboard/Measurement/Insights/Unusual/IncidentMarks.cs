using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>
/// Marks the days on which the slice was in trouble, from the figures about incidents: more critical incidents open than on any
/// day of the eight weeks before, or unusually many incidents opened. Both are rare by their rule, so that the marks stay few.
/// </summary>
internal sealed class IncidentMarks(SeriesReader series, ReportingCalendar calendar) : IAnnotationSource
{
    private const string Critical = "risk.critical_open", Opened = "risk.incidents_opened";

    /// <summary>Days that a record must beat, and how many of them must be known.</summary>
    internal const int RecordDays = 56, LeastKnown = 28;

    public async Task<IReadOnlyList<Annotation>> ReadAsync(AnnotationQuery query, CancellationToken cancellationToken)
    {
        var marks = new List<Annotation>();
        if (query.Catalog.FindMetric(Critical) is { } critical)
        {
            var days = await DaysAsync(critical, query, RecordDays, cancellationToken);
            marks.AddRange(Records(days).Select(record => Mark(query.From.AddDays(record.Place - RecordDays), Words(record.Value, record.Before))));
        }
        if (query.Catalog.FindMetric(Opened) is { } opened)
        {
            var first = query.From.AddDays(-UnusualRules.LookBack);
            var unusual = UnusualRules.Of(await DaysAsync(opened, query, UnusualRules.LookBack, cancellationToken), first);
            marks.AddRange(unusual.Where(day => day.Day >= query.From && day.Value > day.Expected).Select(day => Mark(day.Day, new Sentence(UnusualTexts.ResourceManager, nameof(UnusualTexts.OfMetric), opened.Name, UnusualWords.Of(opened, day)))));
        }
        return marks;
    }

    /// <summary>The days whose value is above every one of the eight weeks before. Pure.</summary>
    /// <param name="days">The first eight weeks are only looked back on.</param>
    internal static IEnumerable<(int Place, decimal Value, decimal Before)> Records(IReadOnlyList<decimal?> days)
    {
        for (var place = RecordDays; place < days.Count; place++)
        {
            var before = days.Skip(place - RecordDays).Take(RecordDays).OfType<decimal>().ToList();
            if (days[place] is { } value && before.Count >= LeastKnown && value > before.Max())
                yield return (place, value, before.Max());
        }
    }

    /// <summary>The metric's days with those before them; days to come have no figure and are left out.</summary>
    private async Task<IReadOnlyList<decimal?>> DaysAsync(Metric metric, AnnotationQuery query, int lookBack, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(query.Rollups.At);
        var (first, last) = (query.From.AddDays(-lookBack), query.To < today ? query.To : today);
        if (last < query.From)
            return [];
        return await series.ReadDaysAsync(metric, query.Slice, first, last, new Known(query.Catalog, query.Rollups), cancellationToken);
    }

    private Annotation Mark(DateOnly day, Sentence text) =>
        new(0, day, text.ToString(), AnnotationKinds.Incident, null, null, Annotation.Automatic, calendar.StartOf(day)) { Said = text };

    private static Sentence Words(decimal value, decimal before) =>
        new(UnusualTexts.ResourceManager, nameof(UnusualTexts.CriticalRecord), Spoken.Amount(value, "count"), Spoken.Amount(before, "count"));
}
