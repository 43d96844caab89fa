using System.Security.Claims;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>What a person decides about a screen whose code they typed.</summary>
/// <param name="Units">Codes of the units it shows; none means all that the person may see.</param>
/// <param name="View">The query string of what it shows.</param>
internal sealed record NewScreen(string? Code, string? Name, IReadOnlyList<string> Units, string View);

/// <summary>Pairs the screen that shows a code with the person who typed it.</summary>
internal sealed class PairScreen(ScreenPairings pairings, PairingThrottle throttle, IWallPicture picture, LivePublisher live)
{
    /// <summary>As much as the table takes.</summary>
    private const int LongestView = 2000;

    /// <exception cref="Refused">The person may not pair, or not show these units.</exception>
    /// <exception cref="Invalid">No screen shows this code, or a name or an option can not be taken.</exception>
    public async Task RunAsync(ClaimsPrincipal person, NewScreen screen, CancellationToken cancellationToken)
    {
        var scope = person.UnitScope();
        if (!person.Can(Policies.Pair))
            throw new Refused("Only leaders and administrators pair screens.");
        if (!screen.Units.All(scope.Includes))
            throw new Refused("A screen shows no unit that you may not see yourself.");
        if (screen.View.Length > LongestView)
            throw new Invalid("These options are too long. Use a region or a country instead of many units.");
        picture.Check(screen.View, screen.Units.Count == 0 ? scope : UnitScope.Of(screen.Units));
        if (!throttle.MayTry(person.Subject()))
            throw new Invalid($"You have tried {PairingThrottle.TriesPerMinute} codes. Wait a minute.", StatusCodes.Status429TooManyRequests);
        await pairings.AcceptAsync(screen.Code, screen.Name, Guid.Parse(person.Subject()), screen.Units, screen.View, cancellationToken);
        await live.PublishAsync([WallTopics.Screens], cancellationToken);
    }
}
