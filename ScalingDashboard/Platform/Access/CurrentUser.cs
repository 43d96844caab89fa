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

    /// <summary>Stable and free of personal data: an account's id, or <c>key:</c> and a key's public id. For logs and records.</summary>
    public static string Subject(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "anonymous";
}
