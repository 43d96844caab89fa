using System.Security.Claims;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>Ends a screen: its next request is refused, and its open page is told at once.</summary>
internal sealed class RevokeScreen(ScreenRegister screens, LivePublisher live)
{
    /// <exception cref="NotFound">There is no such screen of this person's.</exception>
    public async Task RunAsync(ClaimsPrincipal person, string screen, CancellationToken cancellationToken)
    {
        await screens.RevokeAsync(screen, Keeper(person), cancellationToken);
        await live.PublishAsync([WallTopics.Of(screen), WallTopics.Screens], cancellationToken);
    }

    /// <summary>Administrators answer for all screens, others for those they paired.</summary>
    public static ScreenKeeper Keeper(ClaimsPrincipal person) =>
        new(Guid.TryParse(person.Subject(), out var account) ? account : Guid.Empty, person.IsInRole(Roles.Admin));
}
