using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The days that each part of a trend stands for.</summary>
public static class TrendParts
{
    /// <summary>Each value with the first and last day it stands for.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To, decimal? Value)> Of(Period period, IReadOnlyList<decimal?> values)
    {
        var bounds = period.TrendBounds();
        return values.Select((value, i) => (bounds[i], bounds[i + 1].AddDays(-1), value));
    }
}
