using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>A change of a closed day by one pass.</summary>
/// <param name="Units">The units of the buckets that changed.</param>
/// <param name="Batches">The batches behind that, the newest first.</param>
internal sealed record DayChange(TimedPass Pass, decimal? Old, decimal? New, IReadOnlyList<int> Units, IReadOnlyList<long> Batches);

/// <summary>When a day is closed, and which changes of it are restatements. Pure.</summary>
internal static class RestatementRules
{
    /// <summary>A day is closed when its metric's normal silence has passed since it ended, or since anything was known of
    /// it if that came later: what is loaded long afterwards has the same time to become complete.</summary>
    /// <param name="end">The first instant after the day.</param>
    /// <param name="firstKnownAt">Null when that is older than all records.</param>
    public static DateTimeOffset ClosedAt(Cadence cadence, DateTimeOffset end, DateTimeOffset? firstKnownAt)
    {
        var interval = cadence.Interval();
        return (firstKnownAt > end ? firstKnownAt.Value : end) + (interval > RestatementMarks.Least ? interval : RestatementMarks.Least);
    }

    /// <summary>The changes of a day's figure by passes after it was closed, in their order. Figures before and after are
    /// computed by the metric's rule from all buckets, never from differences. The first value a day gets is a late
    /// arrival and none of them.</summary>
    /// <param name="versions">All buckets of the day that were known before the first pass or at any time since.</param>
    /// <param name="passes">Every pass that changed one of them since, in order.</param>
    public static IEnumerable<DayChange> Of(Metric metric, IReadOnlyList<DayVersion> versions, IReadOnlyList<TimedPass> passes, DateTimeOffset closedAt)
    {
        if (passes.Count == 0)
            yield break;
        var first = passes[0].Pass;
        var old = Figure(metric, versions.Where(v => v.Pass < first && !(v.UntilPass < first)));
        var hadValue = false;
        foreach (var pass in passes)
        {
            var now = Figure(metric, versions.Where(v => v.Pass <= pass.Pass && !(v.UntilPass <= pass.Pass)));
            if (pass.At > closedAt)
            {
                hadValue |= old is not null;
                if (hadValue && now != old)
                    yield return Change(pass, old, now, versions);
            }
            old = now;
        }
    }

    private static decimal? Figure(Metric metric, IEnumerable<DayVersion> buckets)
    {
        PartRow[] rows = [.. buckets.Select(b => new PartRow(0, b.UnitId, b.SystemId, b.Value, b.Weight, b.Sketch))];
        return RollupArithmetic.Figure(metric, WindowTotals.Of(metric, rows, [new PartWindow(0, 0, 0)]).Single());
    }

    private static DayChange Change(TimedPass pass, decimal? old, decimal? now, IReadOnlyList<DayVersion> versions)
    {
        var changed = versions.Where(v => v.Pass == pass.Pass || v.UntilPass == pass.Pass).GroupBy(v => (v.UnitId, v.SystemId))
            .Select(bucket => (bucket.Key.UnitId, Before: bucket.FirstOrDefault(v => v.UntilPass == pass.Pass), After: bucket.FirstOrDefault(v => v.Pass == pass.Pass)))
            .Where(bucket => !SaysTheSame(bucket.Before, bucket.After)).ToList();
        return new DayChange(pass, old, now, [.. changed.Select(c => c.UnitId).Distinct()],
            [.. changed.Select(c => c.After?.BatchId ?? c.Before!.UntilBatchId!.Value).Distinct().OrderDescending()]);
    }

    private static bool SaysTheSame(DayVersion? a, DayVersion? b) =>
        a is not null && b is not null && a.Value == b.Value && a.Weight == b.Weight && a.Sketch.AsSpan().SequenceEqual(b.Sketch);
}
