using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>What the roll-ups say of one metric over a plan: everything a figure is computed from.</summary>
/// <param name="Metric">As defined at the end of the period.</param>
/// <param name="Plan">The windows.</param>
/// <param name="Totals">One for each window of the plan; empty when nothing was ever reported.</param>
/// <param name="PreviousLastDay">For amounts of an unfinished period: the last day of comparison up to the same time of
/// day; null when the whole day counts.</param>
/// <param name="Reporters">Units in the slice that have ever reported the metric.</param>
/// <param name="Version">Version of the metric's roll-ups that was read.</param>
/// <param name="ReadAt">The moment as of which it was read: with the hours of the day the part of the last day grows.</param>
public sealed record FigureParts(
    Metric Metric, FigurePlan Plan, IReadOnlyList<Total> Totals, Total? PreviousLastDay, DateTimeOffset? LastAt, int Reporters, long Version, DateTimeOffset ReadAt)
{
    /// <summary>The first day that counts, where a break of the definition lies within the period; null is all of it.</summary>
    public DateOnly? CountedFrom { get; init; }

    /// <summary>Of a derived metric: the parts of the metrics it is derived from, in the order of its formula.</summary>
    public IReadOnlyList<FigureParts> Inputs { get; init; } = [];

    /// <summary>Of an index: the slice's frozen baseline.</summary>
    public decimal? Baseline { get; init; }

    /// <summary>How often closed days of the period were changed; null of a derived metric, whose inputs each have theirs.</summary>
    public RestatedParts? Restated { get; init; }

    /// <summary>What was set as target for the units of the slice.</summary>
    public SliceTargets Targets { get; init; } = SliceTargets.None;

    /// <summary>Of an amount with a target for a span that is running today: the span, and what has come in since its first day.</summary>
    public (RunningSpan Span, decimal SoFar)? Running { get; init; }

    /// <summary>What the whole period adds up to.</summary>
    public Total Whole => Totals.Count == 0 ? default : FigurePlan.WholeOf(Totals);

    /// <summary>What the period of comparison adds up to, up to the same moment of it.</summary>
    public Total Previous => this switch
    {
        { Totals.Count: 0 } => default,
        { PreviousLastDay: { } sameHours } => RollupArithmetic.Add(FigurePlan.PreviousButLastDayOf(Totals), sameHours),
        _ => FigurePlan.PreviousOf(Totals),
    };

    /// <summary>True while the comparison grows with every hour of the day.</summary>
    public bool GrowsByTheHour => PreviousLastDay is not null || Inputs.Any(input => input.GrowsByTheHour);
}

/// <summary>Reads <see cref="FigureParts"/>.</summary>
public sealed class FigureReader(RollupReader rollups, RollupVersions versions, BaselineReader baselines, RestatementReader restatements, ReportingCalendar calendar)
{
    /// <param name="before">What was read before of the same metric, slice, period and catalogue; null when nothing was.</param>
    public Task<FigureParts> ReadAsync(
        Metric metric, Slice slice, Period period, Known known, FigureParts? before, CancellationToken cancellationToken) =>
        ReadAsync(metric, slice, period, known, (defined, since, input) => ReadCountedAsync(
            defined, since, slice, period, known.Rollups, input is { } place ? before?.Inputs.ElementAtOrDefault(place) : before, cancellationToken), cancellationToken);

    /// <summary>The same of one part of a figure, without how often its days were changed: that is told of the whole.</summary>
    public Task<FigureParts> ReadPartAsync(Metric metric, Slice slice, Period period, Known known, CancellationToken cancellationToken) =>
        ReadAsync(metric, slice, period, known, (defined, since, _) => ReadAsync(defined, since, slice, period, known.Rollups, cancellationToken), cancellationToken);

    /// <param name="read">Reads a metric with readings, from the first day that counts on; behind it its place among the inputs of
    /// a derived one, null for the metric itself.</param>
    private async Task<FigureParts> ReadAsync(
        Metric metric, Slice slice, Period period, Known known, Func<Metric, DateOnly?, int?, Task<FigureParts>> read, CancellationToken cancellationToken)
    {
        var defined = metric.On(period.To);
        var inputs = known.Catalog.InputsOf(defined, period.To);
        var targets = SliceTargets.Of(known.Catalog, defined, slice);
        if (defined.Derived is null)
            return await read(defined, defined.UnbrokenSince(), null) with
            {
                Targets = targets,
                Running = await ReadRunningAsync(defined, targets, slice, period, known.Rollups, cancellationToken),
            };

        // Its inputs count the same days, or the figure would be one of two periods.
        var since = inputs.Aggregate((DateOnly?)null, (latest, input) => DefinedWindows.Later(latest, input.UnbrokenSince()));
        var version = VersionOf(defined, period, known);
        var parts = new List<FigureParts>();
        foreach (var input in inputs)
            parts.Add(await read(input, since, parts.Count));
        return new FigureParts(defined, FigurePlan.Of(period, defined.Cadence), [], null, null, 0, version, known.At)
        {
            CountedFrom = since > period.From ? since : null,
            Targets = targets,
            Inputs = parts,
            Baseline = await baselines.ReadAsync(defined, known.Catalog, slice, cancellationToken),
        };
    }

    /// <summary>The version of the roll-ups that the figure rests on: of a derived one the newest of its inputs'.</summary>
    public long VersionOf(Metric metric, Period period, Known known)
    {
        var defined = metric.On(period.To);
        var inputs = known.Catalog.InputsOf(defined, period.To);
        return inputs.Count == 0 ? versions.Of(defined.Id, known.Rollups) : inputs.Max(input => versions.Of(input.Id, known.Rollups));
    }

    private async Task<FigureParts> ReadCountedAsync(
        Metric defined, DateOnly? since, Slice slice, Period period, Knowledge known, FigureParts? before, CancellationToken cancellationToken)
    {
        var parts = await ReadAsync(defined, since, slice, period, known, cancellationToken);
        return parts with { Restated = await restatements.CountAsync(defined, slice, period, known, before?.Restated, cancellationToken) };
    }

    /// <summary>What the roll-ups say of a metric that has readings, as known after some pass.</summary>
    /// <param name="since">The first day that counts; null is all days.</param>
    internal async Task<FigureParts> ReadAsync(
        Metric defined, DateOnly? since, Slice slice, Period period, Knowledge known, CancellationToken cancellationToken)
    {
        var version = versions.Of(defined.Id, known);
        var plan = FigurePlan.Of(period, defined.Cadence);
        var (lastAt, reporters) = await rollups.ReadLatestAsync(defined, slice, known.Pass, cancellationToken);
        var parts = new FigureParts(defined, plan, [], null, lastAt, reporters, version, known.At) { CountedFrom = since > period.From ? since : null };
        if (lastAt is null)
            return parts;
        var windows = plan.WindowsFrom(since, defined.Rollup.IsLevel());
        return parts with
        {
            Totals = await rollups.ReadDefinedAsync(defined, since, slice, known.Pass, windows, cancellationToken),
            PreviousLastDay = plan.Previous.From < since ? null : await ReadSameHoursAsync(defined, slice, plan, known, cancellationToken),
        };
    }

    /// <summary>What has come in of a span with a target, whatever part of it the period shows. Nothing where some of it meant something else.</summary>
    private async Task<(RunningSpan, decimal)?> ReadRunningAsync(
        Metric defined, SliceTargets targets, Slice slice, Period period, Knowledge known, CancellationToken cancellationToken)
    {
        var today = calendar.DayOf(known.At);
        if (period.To < today || period.From > today || PaceRules.Running(defined, targets, today) is not { } span || defined.UnbrokenSince() > span.From)
            return null;
        var totals = await rollups.ReadDaysAsync(defined, slice, known.Pass, [new Window(span.From, span.From, today)], cancellationToken);
        return RollupArithmetic.Figure(defined, totals[0]) is { } soFar ? (span, soFar) : null;
    }

    private async Task<Total?> ReadSameHoursAsync(Metric metric, Slice slice, FigurePlan plan, Knowledge known, CancellationToken cancellationToken)
    {
        var adds = metric.Rollup is RollupRule.Sum or RollupRule.Ratio or RollupRule.Wmean;
        var today = calendar.DayOf(known.At);
        // Hours are kept from the day it really is, also for who asks as of an earlier one.
        if (!adds || !plan.Current.EndsAlike || plan.Current.To != today || plan.Previous.To < calendar.Today.AddDays(-RollupWork.DaysWithHours))
            return null;
        var elapsed = known.At - calendar.StartOf(today);
        List<DateTimeOffset> hours = [calendar.StartOf(plan.Previous.To)];
        var until = hours[0] + elapsed;
        while (hours[^1] < until)
            hours.Add(calendar.NextHour(hours[^1]));
        if (hours.Count == 1)
            return default(Total);
        var totals = await rollups.ReadHoursAsync(metric, slice, known.Pass, calendar, hours, 0, 0, cancellationToken);
        return totals.Aggregate(default(Total), RollupArithmetic.Add);
    }
}
