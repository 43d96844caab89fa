using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What is kept for one query between two looks at it: the parts read so far and the snapshot made of them.</summary>
internal sealed class SnapshotEntry
{
    /// <summary>Held while the snapshot is made, so that many who ask at once cost one computation.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Bounded by the metrics on the board.</summary>
    public Dictionary<int, FigureParts> Figures { get; } = [];

    /// <summary>Bounded by the metrics of the key outcomes.</summary>
    public Dictionary<(string Outcome, int Metric), OutcomeParts> Outcomes { get; } = [];

    public CatalogSnapshot? Catalog { get; set; }

    public DateOnly Today { get; set; }

    public DashboardSnapshot? Snapshot { get; set; }

    /// <summary>Version of the roll-ups the snapshot was last compared with. It may be newer than the snapshot's own when
    /// what changed is not in the slice.</summary>
    public long Version { get; set; }

    /// <summary>When the snapshot was last known to be current.</summary>
    public DateTimeOffset CheckedAt { get; set; }

    public long LastUsed { get; set; }
}
