using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace ScalingDashboard.Platform.Access;

/// <summary>
/// How a refusal looks. A person who asked for a page is taken to another page; every other caller gets the status and
/// problem details, because a program that follows a redirect to a sign-in page reads HTML as if it were data.
/// </summary>
internal static class AccessAnswers
{
    public const string SignInPage = "/account/sign-in";
    public const string DeniedPage = "/account/denied";
    public const string PasswordPage = "/account/password";
    public const string WallboardPage = "/wallboard";
    public const string PairingPage = "/wallboard/pair";

    public static Task SignInFirstAsync(HttpContext context)
    {
        if (!WantsPage(context))
            return ProblemAsync(context, StatusCodes.Status401Unauthorized, "Not signed in",
                "Send an API key in the header 'Authorization: Bearer KEY', or sign in with a browser.");
        // Only a page that was asked for with GET can be shown again after signing in.
        var wanted = HttpMethods.IsGet(context.Request.Method)
            ? context.Request.PathBase + context.Request.Path + context.Request.QueryString.ToUriComponent()
            : "/";
        // On a wall nobody signs in: it shows a code instead.
        context.Response.Redirect(context.Request.PathBase
            + (IsWallboard(context.Request.Path) ? PairingPage + context.Request.QueryString.ToUriComponent() : SignInFor(wanted)));
        return Task.CompletedTask;
    }

    /// <summary>Whether a path is that of the wallboard itself, the one page of screens.</summary>
    public static bool IsWallboard(PathString path) =>
        string.Equals(path.Value?.TrimEnd('/'), WallboardPage, StringComparison.OrdinalIgnoreCase);

    /// <summary>Where a page goes that has lost its reader while it was open: to the sign-in page, and on a wall to itself,
    /// where the server decides what it may be now.</summary>
    public static string AgainFor(string wanted) => IsWallboard(new(wanted.Split('?')[0])) ? wanted : SignInFor(wanted);

    /// <summary>The sign-in page that leads on to the wanted address.</summary>
    public static string SignInFor(string wanted) => $"{SignInPage}?returnUrl={Uri.EscapeDataString(wanted)}";

    public static Task DenyAsync(HttpContext context)
    {
        var oneTime = context.User.HasClaim(claim => claim.Type == AccessClaims.OneTimePassword);
        if (!WantsPage(context))
            return ProblemAsync(context, StatusCodes.Status403Forbidden, "Not allowed", oneTime
                ? "The one-time password must be changed first; sign in with a browser to do so."
                : "The caller is known but lacks the grant that this address asks for.");
        context.Response.Redirect(context.Request.PathBase + (oneTime ? PasswordPage : DeniedPage));
        return Task.CompletedTask;
    }

    public static async Task ProblemAsync(HttpContext context, int status, string title, string detail)
    {
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        await TypedResults.Problem(statusCode: status, title: title, detail: detail).ExecuteAsync(context);
    }

    /// <summary>A Razor page, or an unknown address typed into a browser.</summary>
    private static bool WantsPage(HttpContext context) => context.GetEndpoint() is { } endpoint
        ? endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        : context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
