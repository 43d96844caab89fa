using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Account;

/// <summary>Who is signed in, as what, and for which units.</summary>
public sealed partial class AccountPage
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    private ClaimsPrincipal Person => HttpContext.User;

    private string RoleNames => string.Join(
        ", ", Person.FindAll(ClaimTypes.Role).Select(role => DemoRole.Find(role.Value)?.Title() ?? role.Value));

    private string Units => Person.UnitScope() is { IsAll: false } scope
        ? scope.ToString().Replace(",", ", ", StringComparison.Ordinal)
        : AccountTexts.AllUnits;
}
