using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What is kept for one query between two looks at it: the parts read so far and the snapshot made of them.</summary>
internal sealed class SnapshotEntry
{
    private SnapshotState? _state;

    /// <summary>Held while the snapshot is made, so that many who ask at once cost one computation.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Bounded by the metrics on the board.</summary>
    public Dictionary<int, FigureParts> Figures { get; } = [];

    /// <summary>Bounded by the metrics of the key outcomes.</summary>
    public Dictionary<(string Outcome, int Metric), OutcomeParts> Outcomes { get; } = [];

    /// <summary>What the parts were read for; parts of another day or catalogue are dropped.</summary>
    public CatalogSnapshot? Catalog { get; set; }

    public DateOnly Today { get; set; }

    /// <summary>False from dropping the parts until all of them were read anew.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The last answer; null before the first. Read without the gate, so it is replaced whole.</summary>
    public SnapshotState? State
    {
        get => Volatile.Read(ref _state);
        set => Volatile.Write(ref _state, value);
    }

    public long LastUsed { get; set; }
}

/// <summary>One answer and what it was last found to be true for.</summary>
/// <param name="Version">Version of the roll-ups the snapshot was last compared with. It may be newer than the snapshot's
/// own when what changed is not in the slice.</param>
/// <param name="CheckedAt">When the snapshot was last known to be current.</param>
internal sealed record SnapshotState(DashboardSnapshot Snapshot, long Version, CatalogSnapshot Catalog, DateOnly Today, DateTimeOffset CheckedAt);
