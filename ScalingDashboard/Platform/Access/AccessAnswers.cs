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

    public static Task SignInFirstAsync(HttpContext context)
    {
        if (!WantsPage(context))
            return ProblemAsync(context, StatusCodes.Status401Unauthorized, "Not signed in",
                "Send an API key in the header 'Authorization: Bearer KEY', or sign in with a browser.");
        // Only a page that was asked for with GET can be shown again after signing in.
        var wanted = HttpMethods.IsGet(context.Request.Method)
            ? context.Request.PathBase + context.Request.Path + context.Request.QueryString.ToUriComponent()
            : "/";
        context.Response.Redirect(context.Request.PathBase + SignInFor(wanted));
        return Task.CompletedTask;
    }

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
