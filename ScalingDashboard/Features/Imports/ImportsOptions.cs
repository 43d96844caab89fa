using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Features.Imports;

/// <summary>Settings of section <c>Imports</c>.</summary>
public sealed class ImportsOptions
{
    public const string Section = "Imports";

    /// <summary>How long an uploaded file is kept that was not stored. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "366.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long reading one file may take. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReadFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many files one person may have that are neither stored nor discarded (1 to 100). Default 10.</summary>
    [Range(1, 100)]
    public int UnfinishedAtOnce { get; init; } = 10;
}
