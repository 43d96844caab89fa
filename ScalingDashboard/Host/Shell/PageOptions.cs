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

    /// <summary>What a live page may do in one second: a press, a change, a picture confirmed. One that does more is ended.</summary>
    [Range(50, 1_000_000)]
    public int MostActions { get; init; } = 1_000;

    /// <summary>A live page is asked for a sign of life after so much silence, and let go when it gives none for as long again, whether or
    /// not it ever spoke.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);
}
