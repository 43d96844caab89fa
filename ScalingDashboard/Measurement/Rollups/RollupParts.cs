namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What one unit (and, for levels, one system) contributed to one part of a plan.</summary>
/// <param name="Part">Index of the part; part i runs from bound i to bound i + 1.</param>
/// <param name="SystemId">0 where systems are already added up.</param>
public readonly record struct PartRow(int Part, int UnitId, int SystemId, decimal? Value, decimal? Weight);

/// <summary>The parts of one metric over consecutive spans of days.</summary>
/// <param name="Bounds">Ascending days; n + 1 bounds make n parts, the last bound is excluded.</param>
/// <param name="Rows">Ordered by part.</param>
public sealed record RollupParts(IReadOnlyList<DateOnly> Bounds, IReadOnlyList<PartRow> Rows)
{
    /// <summary>The index of the part that begins on the day.</summary>
    public int PartAt(DateOnly day)
    {
        for (var i = 0; i < Bounds.Count; i++)
            if (Bounds[i] == day)
                return i;
        throw new ArgumentOutOfRangeException(nameof(day), day, "Not a bound of this plan.");
    }
}

/// <summary>Value and weight of a metric over some units and some time, before they become a figure.</summary>
/// <param name="Units">Units that contributed.</param>
public readonly record struct Total(decimal? Value, decimal? Weight, int Units);
