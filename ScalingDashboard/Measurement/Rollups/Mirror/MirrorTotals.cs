using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>Totals over windows from the columns of a block. Pure; the same as <see cref="WindowTotals"/> gives from the
/// rows of PostgreSQL, to the byte.</summary>
internal static class MirrorTotals
{
    /// <param name="metric">Of a rule that is no sketch.</param>
    public static Total[] Of(Metric metric, MirrorBlock block, Slice slice, IReadOnlyList<Window> windows)
    {
        var series = block.In(slice);
        return metric.Rollup.IsLevel()
            ? LevelScan.Read(series, block, windows, apart: metric.Rollup == RollupRule.NoAgg)
            : AmountScan.Read(series, block, windows, worst: metric.Rollup == RollupRule.Worst);
    }

    /// <summary>The newest reading of the slice and how many of its units have rows; null when the newest is not known.</summary>
    public static (DateTimeOffset? LastAt, int Reporters)? Latest(MirrorBlock block, Slice slice)
    {
        var series = block.In(slice);
        var (newest, reporters, unit) = (int.MinValue, 0, int.MinValue);
        DateTime? lastAt = null;
        foreach (var one in series)
        {
            reporters += one.UnitId == unit ? 0 : 1;
            unit = one.UnitId;
            if (one.Newest < newest)
                continue;
            // One that is not known on the newest day hides whether it would be the newest.
            lastAt = one.Newest > newest || (one.LastAt is null && lastAt is not null) || one.LastAt > lastAt ? one.LastAt : lastAt;
            newest = one.Newest;
        }
        if (series.Length == 0)
            return (null, 0);
        return lastAt is { } known ? (new DateTimeOffset(known, TimeSpan.Zero), reporters) : null;
    }
}
