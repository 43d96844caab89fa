using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>A change of a closed day's figure.</summary>
/// <param name="Metric">The metric that was changed, as defined on the day: the one asked for, or one it is derived from.</param>
/// <param name="At">When it became known: asked for as of this moment figures say the new, before it the old.</param>
/// <param name="Old">In the metric's unit, as everything here; null when the day had been withdrawn.</param>
/// <param name="New">Null when nothing is left of the day.</param>
/// <param name="Units">Codes of the business units whose readings changed.</param>
/// <param name="Source">Whose batches changed it.</param>
/// <param name="Batch">The newest of these batches.</param>
/// <param name="RecordedAt">When that batch was written; null when the batch is older than all records.</param>
public sealed record Restatement(
    Metric Metric, DateOnly Day, DateTimeOffset At, decimal? Old, decimal? New, IReadOnlyList<string> Units, string Source, long Batch, DateTimeOffset? RecordedAt)
{
    public decimal? Change => New - Old is { } change ? RollupArithmetic.Shortest(change) : null;
}

/// <summary>The newest restatements, newest first.</summary>
/// <param name="More">True when there are older ones.</param>
public sealed record RestatementPage(IReadOnlyList<Restatement> Restatements, bool More);

/// <summary>How often closed days of a period were changed.</summary>
/// <param name="LastAt">When the newest change became known.</param>
public sealed record Restated(int Count, DateTimeOffset LastAt)
{
    /// <summary>Of several metrics together; null when none was.</summary>
    public static Restated? Sum(IEnumerable<Restated?> each) =>
        each.OfType<Restated>().Aggregate((Restated?)null, (sum, one) => new((sum?.Count ?? 0) + one.Count, sum?.LastAt > one.LastAt ? sum.LastAt : one.LastAt));
}

/// <summary>A count and what it rests on: while the last late change of the period stays the same, so does the count.</summary>
/// <param name="Restated">Null when no closed day was changed.</param>
/// <param name="Last">The pass of the last late change; null when the count can not be kept.</param>
public sealed record RestatedParts(Restated? Restated, long? Last);
