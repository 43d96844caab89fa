using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>One point: the figure over one bucket.</summary>
/// <param name="At">When the bucket begins, in the reporting zone.</param>
/// <param name="Value">In the metric's unit; null where the denominator is zero.</param>
/// <param name="Weight">Sum of denominators or weights; null where the rule has none.</param>
/// <param name="Coverage">Share of expected units that the point rests on; null when none are expected.</param>
/// <param name="Version">The version of the metric's definition, and with it the unit, of the point.</param>
public sealed record SeriesPoint(DateTimeOffset At, decimal? Value, decimal? Weight, decimal? Coverage, int Version);

/// <summary>Reads a metric as a series of buckets. A bucket without any reading has no point: a gap stays a gap.
/// A point says the same whatever span it was asked for with, and each by the definition that holds on its last day.</summary>
public sealed class SeriesReader(RollupReader rollups, MinuteReader minutes, BaselineReader baselines, ReportingCalendar calendar)
{
    public async Task<IReadOnlyList<SeriesPoint>> ReadAsync(
        Metric metric, Slice slice, SeriesBucket bucket, DateTimeOffset from, DateTimeOffset to, Known known, CancellationToken cancellationToken)
    {
        SeriesSpans spans = bucket == SeriesBucket.Minute ? new MinuteSpans(minutes, calendar, from, to)
            : bucket == SeriesBucket.Hour ? new HourSpans(rollups, calendar, from, to)
            : new DaySpans(rollups, calendar, calendar.Fiscal.Bounds(bucket, calendar.DayOf(from), calendar.DayOf(to.AddTicks(-1))));
        var points = new List<SeriesPoint>();
        for (var (first, next) = (0, 0); first < spans.Count; first = next)
        {
            // As long as neither the metric nor anything it is derived from is defined anew.
            var parts = PartsOf(metric, spans.LastDayOf(first), known.Catalog);
            var versions = parts.Select(p => p.Version).ToList();
            for (next = first + 1; next < spans.Count && PartsOf(metric, spans.LastDayOf(next), known.Catalog).Select(p => p.Version).SequenceEqual(versions);)
                next++;
            points.AddRange(await ReadAsync(parts, slice, spans, first, next, known, cancellationToken));
        }
        return points;
    }

    /// <summary>The figure of each day between two (both included); null where there is none, and where the metric meant something else
    /// than it is defined as: such a day says nothing about others.</summary>
    public async Task<IReadOnlyList<decimal?>> ReadDaysAsync(
        Metric defined, Slice slice, DateOnly first, DateOnly last, Known known, CancellationToken cancellationToken)
    {
        var days = new decimal?[last.DayNumber - first.DayNumber + 1];
        foreach (var point in await ReadAsync(defined, slice, SeriesBucket.Day, calendar.StartOf(first), calendar.StartOf(last.AddDays(1)), known, cancellationToken))
            if (point.Version == defined.Version)
                days[calendar.DayOf(point.At).DayNumber - first.DayNumber] = point.Value;
        return days;
    }

    /// <summary>The metric as defined on a day, and what it is derived from.</summary>
    private static IReadOnlyList<Metric> PartsOf(Metric metric, DateOnly day, CatalogSnapshot catalog) =>
        metric.On(day) is var defined && defined.Derived is null ? [defined] : [defined, .. catalog.InputsOf(defined, day)];

    private async Task<IEnumerable<SeriesPoint>> ReadAsync(
        IReadOnlyList<Metric> parts, Slice slice, SeriesSpans spans, int first, int next, Known known, CancellationToken cancellationToken)
    {
        var metric = parts[0];
        var read = parts.Count == 1 ? parts : [.. parts.Skip(1)];
        var since = read.Aggregate((DateOnly?)null, (latest, part) => DefinedWindows.Later(latest, part.UnbrokenSince()));
        var totals = new List<IReadOnlyList<Total>>();
        var expected = new List<int>();
        foreach (var part in read)
        {
            var (_, reporters) = await rollups.ReadLatestAsync(part, slice, known.Rollups.Pass, cancellationToken);
            expected.Add(part.Expected == Expectation.AllUnits ? slice.UnitIds.Count : reporters);
            totals.Add(await spans.ReadAsync(part, since, slice, known.Rollups.Pass, first, next, cancellationToken));
        }
        var baseline = await baselines.ReadAsync(metric, known.Catalog, slice, cancellationToken);
        return from i in Enumerable.Range(0, next - first)
               where totals.Exists(t => t[i].Units > 0)
               let figures = read.Select((part, p) => RollupArithmetic.Figure(part, totals[p][i])).ToList()
               let coverage = expected.Contains(0) ? (decimal?)null : read.Select((_, p) => decimal.Round(Math.Min(1, (decimal)totals[p][i].Units / expected[p]), 4)).Min()
               select DerivedFormula.Of(metric) is { } formula
                   ? new SeriesPoint(spans.StartOf(first + i), DerivedRules.Value(metric, formula, read, figures, baseline), null, coverage, metric.Version)
                   : new SeriesPoint(spans.StartOf(first + i), figures[0], totals[0][i].Weight, coverage, metric.Version);
    }
}
