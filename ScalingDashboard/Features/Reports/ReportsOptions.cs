using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Features.Reports;

/// <summary>Settings of section <c>Reports</c>.</summary>
public sealed class ReportsOptions
{
    public const string Section = "Reports";

    /// <summary>The company's name as it begins the names of report files. Default <c>AI scaling</c>.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string Company { get; init; } = "AI scaling";

    /// <summary>How long a report is kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "3660.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a report may stand still before it counts as failed. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many unfinished reports one account may have (1 to 100). Default 5.</summary>
    [Range(1, 100)]
    public int UnfinishedAtOnce { get; init; } = 5;
}
