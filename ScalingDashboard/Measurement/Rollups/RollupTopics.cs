using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The topics that say that figures changed.</summary>
public static class RollupTopics
{
    /// <summary>Some roll-up changed. Raised on every host, after commit.</summary>
    public static readonly Topic Any = new("rollups");
}
