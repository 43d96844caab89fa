using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The topics that say that figures changed.</summary>
public static class RollupTopics
{
    /// <summary>The versions known on this host rose: figures read now are newer. Readers listen to this one.</summary>
    public static readonly Topic Any = new("rollups");

    /// <summary>A pass was committed on some host; <see cref="RollupVersions"/> listens and raises <see cref="Any"/>.</summary>
    internal static readonly Topic Changed = new("rollups:committed");
}
