using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace ScalingDashboard.Platform.Access.People;

/// <summary>
/// An account as claims. A person with a one-time password gets no role and no grant, so everything but the page for
/// choosing a password is closed without any other check.
/// </summary>
internal sealed class Principals : IUserClaimsPrincipalFactory<User>
{
    public static ClaimsIdentity IdentityOf(User user)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, user.Id.ToString()),
                new(ClaimTypes.Name, user.UserName),
                new(AccessClaims.Stamp, user.SecurityStamp),
            ],
            IdentityConstants.ApplicationScheme);
        if (user.OneTimeUntil is not null)
        {
            identity.AddClaim(new(AccessClaims.OneTimePassword, "yes"));
            return identity;
        }
        identity.AddClaim(new(AccessClaims.Units, user.Scope.ToString()));
        identity.AddClaims(user.Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(user.Roles.SelectMany(Policies.Of).Distinct().Select(grant => new Claim(AccessClaims.Can, grant)));
        return identity;
    }

    public Task<ClaimsPrincipal> CreateAsync(User user) => Task.FromResult(new ClaimsPrincipal(IdentityOf(user)));
}
