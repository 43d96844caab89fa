using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The days that each part of a trend stands for.</summary>
public static class TrendParts
{
    /// <summary>Cuts a period into as many parts as there are values, as evenly as whole days allow.</summary>
    public static IEnumerable<(DateOnly From, DateOnly To, decimal? Value)> Of(Period period, IReadOnlyList<decimal?> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var from = period.From.AddDays(period.Days * i / values.Count);
            var to = period.From.AddDays(period.Days * (i + 1) / values.Count - 1);
            yield return (from, to < from ? from : to, values[i]);
        }
    }
}
