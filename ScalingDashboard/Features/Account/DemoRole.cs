using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>A role as the sign-in page of a demo installation offers it.</summary>
/// <param name="Title">In the language of who looks, as what the role does.</param>
/// <param name="Person">Name of the account; no e-mail address, so it can never be typed into the form.</param>
internal sealed record DemoRole(string Role, Func<string> Title, Func<string> Does, string Person)
{
    public static readonly IReadOnlyList<DemoRole> All =
    [
        new(Roles.Leader, () => AccountTexts.Leader, () => AccountTexts.LeaderDoes, "Demo leader"),
        new(Roles.Analyst, () => AccountTexts.Analyst, () => AccountTexts.AnalystDoes, "Demo analyst"),
        new(Roles.Board, () => AccountTexts.Board, () => AccountTexts.BoardDoes, "Demo board"),
        new(Roles.Admin, () => AccountTexts.Admin, () => AccountTexts.AdminDoes, "Demo admin"),
    ];

    /// <summary>Whether an account of this name is one of the demo's, which have no password to change.</summary>
    public static bool IsDemo(string? person) => All.Any(one => one.Person == person);

    public static DemoRole? Find(string role) => All.FirstOrDefault(one => one.Role == role);
}
