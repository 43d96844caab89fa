using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>A role as the sign-in page of a demo installation offers it.</summary>
/// <param name="Person">Name of the account; no e-mail address, so it can never be typed into the form.</param>
internal sealed record DemoRole(string Role, string Title, string Does, string Person)
{
    public static readonly IReadOnlyList<DemoRole> All =
    [
        new(Roles.Leader, "Leader", "watches live figures", "Demo leader"),
        new(Roles.Analyst, "Analyst", "explores and exports", "Demo analyst"),
        new(Roles.Board, "Board", "reviews risk, signs off", "Demo board"),
        new(Roles.Admin, "Admin", "runs the installation", "Demo admin"),
    ];

    /// <summary>Whether an account of this name is one of the demo's, which have no password to change.</summary>
    public static bool IsDemo(string? person) => All.Any(one => one.Person == person);

    public static DemoRole? Find(string role) => All.FirstOrDefault(one => one.Role == role);
}
