using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a reader asks the dashboard: a period code, a filter, and the reader's own scope.</summary>
public sealed record DashboardQuery(string? Period, SliceFilter Filter, UnitScope Scope)
{
    /// <summary>The moment as known at which figures are asked for; null is now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>What the period is compared with, as <see cref="Comparisons"/> names it; null is what is usual for it.</summary>
    public string? Compare { get; init; }

    /// <summary>The quadrant that fills the page; null is all four. It is how the answer is looked at, and asks nothing.</summary>
    public string? Quadrant { get; init; }

    /// <summary>Equal keys see equal figures; the scope is part of it.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Period}|{Compare}|{Filter}|{Scope}|{AsOf?.UtcTicks}");

    /// <summary>True when both see the same figures. Asked of each page at each change, most often of one and the same query.</summary>
    public bool AsksAs(DashboardQuery other) => ReferenceEquals(this, other) || Key == other.Key;
}

/// <summary>Answers dashboard queries from shared snapshots and says when an answer has changed.</summary>
public interface IDashboardSnapshots
{
    /// <summary>The snapshot for a query, computed at most once for all who ask.</summary>
    /// <exception cref="Platform.Data.Invalid">The period or a name in the filter is not known.</exception>
    Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken);

    /// <summary>What was answered a moment ago, without any waiting: something to show while <see cref="GetAsync"/> looks
    /// again. Null when there is nothing recent.</summary>
    DashboardSnapshot? LastKnown(DashboardQuery query);
}
