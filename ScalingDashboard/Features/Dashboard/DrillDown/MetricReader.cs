using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Insights.Changes;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>Answers <see cref="MetricQuestion"/>s.</summary>
public interface IMetricReader
{
    /// <param name="before">The answer to an earlier question; given again when nothing has changed since.</param>
    /// <exception cref="NotFound">The metric does not exist.</exception>
    /// <exception cref="Invalid">Period or filter name what does not exist.</exception>
    Task<MetricView> ReadAsync(MetricQuestion question, MetricView? before, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IMetricReader"/>
internal sealed class MetricReader(
    KnownMoments moments, ReportingCalendar calendar, FigureReader figures, MetricSeries series, ChangeReader changes,
    BreakdownReader breakdowns, AnnotationReader annotations, ReadingLookup lookup, IOptions<ReportingOptions> options) : IMetricReader
{
    private const int NewestReadings = 12;

    public async Task<MetricView> ReadAsync(MetricQuestion question, MetricView? before, CancellationToken cancellationToken)
    {
        var known = await moments.AtAsync(question.View.AsOf, cancellationToken);
        var metric = known.Catalog.FindMetric(question.Metric) ?? throw new NotFound($"The metric '{question.Metric}' does not exist.");
        var slice = known.Catalog.Resolve(question.View.Filter, question.View.Scope);
        var period = Period.Parse(question.View.Period, calendar.DayOf(known.At), calendar.Fiscal).Against(question.View.Compare);
        var version = figures.VersionOf(metric, period, known);
        if (before is not null && before.Question.Key == question.Key && before.Version == version && before.Catalog == known.Catalog.Version
            && calendar.HourOf(before.AsOf) == calendar.HourOf(known.At))
            return before;

        var parts = await figures.ReadAsync(metric, slice, period, known, null, cancellationToken);
        var figure = FigureRules.Build(parts, known.At, calendar.Elapsed(period, known.At), slice.UnitIds.Count, options.Value.CoverageLimit);
        var forecast = await series.ForecastAsync(metric, slice, period, known, cancellationToken);
        var notes = await annotations.ReadAsync(metric, slice, period.From, period.To, known, cancellationToken);
        return new MetricView(question, period, known.At, version, Quadrants.Panels.FirstOrDefault(p => p.Key == metric.Panel), figure,
            await series.ReadAsync(question, metric, slice, period, forecast.Said, notes, known, cancellationToken), forecast, notes,
            await ChangeAsync(metric, slice, period, known, cancellationToken),
            await breakdowns.ReadAsync(parts, question.By, slice, question.View.Scope, period, known, cancellationToken),
            await EvidenceAsync(metric, slice, period, known, question.View.AsOf is not null, cancellationToken))
        {
            Catalog = known.Catalog.Version,
            Targets = [.. known.Catalog.TrajectoriesOf(metric)],
        };
    }

    private async Task<ChangeView> ChangeAsync(Metric metric, Slice slice, Period period, Known known, CancellationToken cancellationToken)
    {
        try
        {
            var bridge = await changes.ReadAsync(metric, slice, period.Previous, period, known, cancellationToken);
            return new ChangeView(period.Previous, bridge, bridge is null ? ChangeWords.Unknown : ChangeWords.Of(metric.On(period.To), bridge, known.Catalog));
        }
        catch (Invalid e)
        {
            return new ChangeView(period.Previous, null, e.Said);
        }
    }

    private async Task<Evidence> EvidenceAsync(Metric metric, Slice slice, Period period, Known known, bool isPast, CancellationToken cancellationToken)
    {
        var inputs = known.Catalog.InputsOf(metric.On(period.To), period.To);
        List<Metric> own = inputs.Count == 0 ? [metric] : [.. inputs.DistinctBy(m => m.Key)];
        var newest = isPast ? null : await lookup.NewestAsync(own[0], slice, period.From, period.To, known.Catalog, NewestReadings, cancellationToken);
        return new Evidence(own, await lookup.SourcesAsync(own, cancellationToken), newest);
    }
}
