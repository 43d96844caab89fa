using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Settings of section <c>Rollups</c>.</summary>
public sealed class RollupOptions
{
    public const string Section = "Rollups";

    /// <summary>Memory for the mirror of the day roll-ups. Metrics are mirrored in the order of the board; those that do not
    /// fit are answered by PostgreSQL, slower and the same. A number takes 8 bytes, a ratio two. 0 is none. 0 to 65,536,
    /// default 512.</summary>
    [Range(0, 65_536)]
    public int MirrorMegabytes { get; init; } = 512;

    /// <summary>Hours of series that one pass takes of what is live, and a little more; a longer queue takes several passes. 1 to
    /// 1,000,000, default 10,000: half a second on two processors.</summary>
    [Range(1, 1_000_000)]
    public int PassLimit { get; init; } = 10_000;

    internal long MirrorBytes => MirrorMegabytes * 1024L * 1024L;
}
