using System.ComponentModel.DataAnnotations;

namespace ScalingDashboard.Platform.Data.Postgres;

/// <summary>The private PostgreSQL server. Without meaning when <c>ConnectionStrings:ScalingDashboard</c> names another.</summary>
public sealed class PostgresOptions
{
    public const string Section = "Postgres";

    /// <summary>Where the private server keeps its data. Default: <c>scaling-dashboard</c> in the user's data folder.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>. Default: the newest one found.</summary>
    public string? BinFolder { get; init; }

    /// <summary>Who owns the server's processes and files when the product runs as root, which PostgreSQL refuses.</summary>
    [Required]
    public string RunAs { get; init; } = "postgres";

    /// <summary>The database in the private server. Default: the one last used in this data folder.</summary>
    [RegularExpression("^[a-z][a-z0-9_]{0,62}$")]
    public string? Database { get; init; }

    /// <summary>Use the server of a product that already runs on this data folder instead of refusing to start.</summary>
    public bool JoinRunning { get; init; }

    /// <summary>With less free space than this the start is refused, before anything is written.</summary>
    [Range(0, 1_000_000)]
    public int MinimumFreeMegabytes { get; init; } = 200;
}
