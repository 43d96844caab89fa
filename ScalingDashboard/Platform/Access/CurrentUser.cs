using System.Security.Claims;

namespace ScalingDashboard.Platform.Access;

/// <summary>What a signed-in caller's claims say.</summary>
public static class CurrentUser
{
    /// <summary>The claim that holds <see cref="UnitScope.ToString"/>.</summary>
    public const string UnitsClaim = "units";

    /// <summary>The units the caller may see; none when nothing is said.</summary>
    public static UnitScope UnitScope(this ClaimsPrincipal user) =>
        Access.UnitScope.Parse(user.FindFirstValue(UnitsClaim) ?? "");
}
