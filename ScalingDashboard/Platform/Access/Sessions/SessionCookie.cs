using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace ScalingDashboard.Platform.Access.Sessions;

/// <summary>
/// What the cookie handler does in this product: the protected cookie carries the id of a session and nothing else; the
/// person comes from <see cref="SessionRegister"/>. Pages are sent to the sign-in page, everything else gets a problem.
/// </summary>
internal sealed class SessionCookie(SessionRegister sessions) : CookieAuthenticationEvents
{
    public const string Name = "scaling_session";

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var aborted = context.HttpContext.RequestAborted;
        if (SessionOf(context.HttpContext.User) is { } previous)
            await sessions.EndAsync(previous, aborted);
        var person = context.Principal!;
        var id = await sessions.BeginAsync(
            Guid.Parse(person.Subject()), person.FindFirstValue(AccessClaims.Stamp)!, aborted);
        context.Principal = new(new ClaimsIdentity([new(AccessClaims.Session, id.ToString())], IdentityConstants.ApplicationScheme));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var aborted = context.HttpContext.RequestAborted;
        var person = SessionOf(context.Principal) is { } id ? await sessions.FindAsync(id, aborted) : null;
        if (person is null)
            context.RejectPrincipal();
        else
            context.ReplacePrincipal(new(person));
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        // The caller of sign-out may not have authenticated yet; the handler remembers the outcome, so this is free otherwise.
        var session = SessionOf((await context.HttpContext.AuthenticateAsync(context.Scheme.Name)).Principal);
        if (session is { } id)
            await sessions.EndAsync(id, context.HttpContext.RequestAborted);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        AccessAnswers.SignInFirstAsync(context.HttpContext);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        AccessAnswers.DenyAsync(context.HttpContext);

    /// <summary>The session a principal belongs to; null for keys and strangers.</summary>
    public static Guid? SessionOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(AccessClaims.Session), out var id) ? id : null;
}
