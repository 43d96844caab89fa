using ScalingDashboard.Platform.Access.Keys;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>
/// Lets a screen's token speak at the wallboard and at the circuit behind it, and nowhere else: at any other address a screen is
/// a stranger. A person who is signed in on the same browser, and a key, come first.
/// </summary>
internal sealed class ScreenGate(RequestDelegate next)
{
    // Circuits have an address of their own. What they show is decided by the same grant.
    private const string Circuits = "/_blazor";

    public async Task InvokeAsync(HttpContext context, ScreenRegister screens)
    {
        var isPage = AccessAnswers.IsWallboard(context.Request.Path);
        if (context.User.Identity?.IsAuthenticated != true
            && (isPage || context.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal))
            && !ApiKeyHandler.IsPresented(context.Request)
            && ScreenCookies.Read(context, ScreenCookies.Screen) is { } token
            && await screens.PresentAsync(token, context.RequestAborted) is { } screen)
        {
            context.User = new(screen.Identity);
            // Only with a page: a browser keeps no cookie that comes with a socket reliably.
            if (isPage && screen.IsOld)
                ScreenCookies.WriteScreen(context, await screens.RenewAsync(screen.Id, context.RequestAborted));
        }
        await next(context);
    }
}
