using System.Runtime.InteropServices;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>A span of days that a figure is taken over.</summary>
/// <param name="CarryFrom">For levels: the first day whose latest level still counts, at or before <paramref name="From"/>.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, included.</param>
public readonly record struct Window(DateOnly CarryFrom, DateOnly From, DateOnly To);

/// <summary>What a metric adds up to over some units and some time, before it becomes a figure.</summary>
/// <param name="Value">Amount, level, numerator or weighted sum; for a sketch the figure itself. Null is unknown.</param>
/// <param name="Weight">Denominator, sum of weights or number of measurements; null where the rule has none.</param>
/// <param name="Units">Units that contributed.</param>
public readonly record struct Total(decimal? Value, decimal? Weight, int Units)
{
    /// <summary>The single figures, ascending, of a rule that does not combine them; null for all others.</summary>
    public IReadOnlyList<decimal>? Spread { get; init; }
}

/// <summary>What one series, or for amounts all systems of one unit, contributed to one part of a plan.</summary>
/// <param name="Part">Index of the part.</param>
/// <param name="SystemId">0 where systems are already added up.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartRow(int Part, int UnitId, int SystemId, decimal? Value, decimal? Weight, byte[]? Sketch = null);

/// <summary>A window over the indices of parts, both ends included.</summary>
internal readonly record struct PartWindow(int CarryFrom, int First, int Last);
