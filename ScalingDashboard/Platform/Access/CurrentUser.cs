using System.Security.Claims;

namespace ScalingDashboard.Platform.Access;

/// <summary>What the rest of the product asks of the caller.</summary>
public static class CurrentUser
{
    /// <summary>The units the caller may see; none when nothing is said, all for API keys.</summary>
    public static UnitScope UnitScope(this ClaimsPrincipal user) =>
        Access.UnitScope.Parse(user.FindFirstValue(AccessClaims.Units) ?? "");

    /// <summary>Whether the caller fulfils one of <see cref="Policies.All"/>.</summary>
    public static bool Can(this ClaimsPrincipal user, string policy) => user.HasClaim(AccessClaims.Can, policy);

    /// <summary>The id of the screen that asks; null for people and keys.</summary>
    public static string? Screen(this ClaimsPrincipal user) => user.FindFirstValue(AccessClaims.Screen);

    /// <summary>The query string of what a screen was paired to show; empty for people and keys.</summary>
    public static string ScreenView(this ClaimsPrincipal user) => user.FindFirstValue(AccessClaims.View) ?? "";

    /// <summary>Stable and free of personal data: an account's id, or <c>key:</c> or <c>screen:</c> and the public id of one. For logs and records.</summary>
    public static string Subject(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "anonymous";
}
