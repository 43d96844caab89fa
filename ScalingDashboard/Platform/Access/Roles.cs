namespace ScalingDashboard.Platform.Access;

/// <summary>The four roles of a person. A person has one or more.</summary>
public static class Roles
{
    /// <summary>Watches live dashboards.</summary>
    public const string Leader = "leader";

    /// <summary>Explores figures and exports reports.</summary>
    public const string Analyst = "analyst";

    /// <summary>Reviews risk panels and signs off.</summary>
    public const string Board = "board";

    /// <summary>Runs the installation: people, keys, catalogue, jobs.</summary>
    public const string Admin = "admin";

    public static readonly IReadOnlyList<string> All = [Leader, Analyst, Board, Admin];
}
