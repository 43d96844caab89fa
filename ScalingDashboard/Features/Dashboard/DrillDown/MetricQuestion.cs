using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Breakdowns;

namespace ScalingDashboard.Features.Dashboard.DrillDown;

/// <summary>What a reader asks about one metric.</summary>
/// <param name="View">Period, filter and moment, as on the board.</param>
/// <param name="Bucket">The width of a place of the series; null is what suits the period.</param>
/// <param name="By">By what the figure is taken apart.</param>
public sealed record MetricQuestion(string Metric, DashboardQuery View, SeriesBucket? Bucket, Dimension By)
{
    /// <summary>Equal keys have equal answers.</summary>
    public string Key => $"{Metric}|{View.Key}|{Bucket}|{By}";
}
