using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>What was set for a metric that concerns a slice.</summary>
/// <param name="Company">For the whole company.</param>
/// <param name="Units">For each unit of the slice; null is a unit without.</param>
/// <param name="IsWhole">The slice is all units and all systems.</param>
/// <param name="AllSystems">No system is left out: targets are those of units with all they do.</param>
public sealed record SliceTargets(Trajectory? Company, IReadOnlyList<Trajectory?> Units, bool IsWhole, bool AllSystems)
{
    /// <summary>Nothing was set, and nothing is left out.</summary>
    public static readonly SliceTargets None = new(null, [], true, true);

    /// <summary>True where anything was set: else the metric's own target is the only one.</summary>
    public bool Any => Company is not null || Units.Any(u => u is not null);

    public static SliceTargets Of(CatalogSnapshot catalog, Metric metric, Slice slice)
    {
        var set = catalog.TrajectoriesOf(metric).ToDictionary(t => t.Unit ?? "", StringComparer.Ordinal);
        if (set.Count == 0)
            return None with { IsWhole = slice.IsWhole, AllSystems = slice.SystemIds is null };
        var inSlice = slice.UnitIds.ToHashSet();
        return new(set.GetValueOrDefault(""), [.. catalog.Units.Where(u => inSlice.Contains(u.Id)).Select(u => set.GetValueOrDefault(u.Code))],
            slice.IsWhole, slice.SystemIds is null);
    }
}

/// <summary>The days of a figure that count, and how many of them have passed.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Passed">Days from the first on; a day that is still running in parts.</param>
public readonly record struct CountedDays(DateOnly From, DateOnly To, decimal Passed)
{
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The day it is, or the last one of what is over.</summary>
    public DateOnly Day => From.AddDays((int)Math.Clamp(Math.Floor(Passed), 0, Days - 1));

    /// <summary>The last day of which some has passed.</summary>
    public DateOnly LastPassed => From.AddDays((int)Math.Clamp(Math.Ceiling(Passed) - 1, 0, Days - 1));
}
