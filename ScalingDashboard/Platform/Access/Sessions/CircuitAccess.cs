using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Platform.Access.Sessions;

/// <summary>
/// Looks once a minute whether the session, or the screen, behind an open page still stands and still says the same; if not, the page
/// turns into one of a stranger. Looking counts as being seen: a dashboard that is watched is not idle. While the database
/// can not be asked the page stays: no session can be ended there meanwhile, and an open board keeps its last figures.
/// </summary>
internal sealed class CircuitAccess(SessionRegister sessions, ScreenRegister screens, ILoggerFactory loggers) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<CircuitAccess>();

    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the page may stay as it is.</summary>
    internal async Task<bool> StandsAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        bool stands;
        try
        {
            stands = await PresentAsync(person, cancellationToken) is { } now && Claims(person.Claims).SetEquals(Claims(now.Claims));
        }
        catch (Exception e) when (DatabaseTrouble.Explain(e) is not null)
        {
            return true;
        }
        if (!stands)
            _logger.PageClosed(person.FindFirstValue(AccessClaims.Session) ?? person.Screen() ?? "none");
        return stands;
    }

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        StandsAsync(authenticationState.User, cancellationToken);

    private async Task<ClaimsIdentity?> PresentAsync(ClaimsPrincipal person, CancellationToken cancellationToken)
    {
        if (SessionCookie.SessionOf(person) is { } session)
            return await sessions.FindAsync(session, cancellationToken);
        return person.Screen() is { } screen ? await screens.FindAsync(screen, cancellationToken) : null;
    }

    private static HashSet<(string, string)> Claims(IEnumerable<Claim> claims) => [.. claims.Select(claim => (claim.Type, claim.Value))];
}
