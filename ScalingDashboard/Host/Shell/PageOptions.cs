using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Host.Shell;

/// <summary>Bounds of what open pages may cost this host.</summary>
public sealed class PageOptions
{
    public const string Section = "Pages";

    /// <summary>Live pages of one reader at the same time.</summary>
    [Range(1, 100_000)]
    public int MostPerReader { get; init; } = 10;

    /// <summary>Live pages of all readers.</summary>
    [Range(1, 100_000)]
    public int Most { get; init; } = 1_500;
}
