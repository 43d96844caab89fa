using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Insights.Changes;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>Everything that a metric's page shows. Immutable; the same instance as long as nothing has changed.</summary>
public sealed record MetricView(
    MetricQuestion Question, Period Period, DateTimeOffset AsOf, long Version, Panel? Panel, Figure Figure,
    SeriesView Series, ForecastView Forecast, IReadOnlyList<Annotation> Annotations, ChangeView Change, Breakdown Breakdown, Evidence Evidence)
{
    /// <summary>The version of the catalogue, in which definitions and targets are.</summary>
    public long Catalog { get; init; }

    /// <summary>Those that were set for spans of days, as known then.</summary>
    public IReadOnlyList<Trajectory> Targets { get; init; } = [];

    /// <summary>What was wrong with the address; null when nothing was.</summary>
    public string? Notice { get; init; }

    public Metric Metric => Figure.Metric;
}

/// <param name="Target">What one place is held against; null without a target, and of a band.</param>
/// <param name="WhyNone">Why there is no series; null when there is one.</param>
public sealed record SeriesView(SeriesBucket Bucket, IReadOnlyList<SeriesPlace> Places, decimal? Target, bool LastIsPartial, Sentence? WhyNone);

/// <param name="Said">Null where the rule of the metric forbids one.</param>
/// <param name="WhyNone">Why there is none.</param>
public sealed record ForecastView(MetricForecast? Said, Sentence? WhyNone);

/// <param name="Bridge">Null where a figure is unknown or the rule forbids it.</param>
/// <param name="Words">The change in a sentence, or why there is none.</param>
public sealed record ChangeView(Period Before, ChangeBridge? Bridge, Sentence Words);

/// <summary>What a figure rests on.</summary>
/// <param name="Inputs">The metrics that it is derived from; itself when it is not.</param>
/// <param name="Readings">The newest of them; null for a board of the past, because readings are kept as they are now.</param>
public sealed record Evidence(IReadOnlyList<Metric> Inputs, IReadOnlyList<MetricSource> Sources, IReadOnlyList<StoredReading>? Readings);
