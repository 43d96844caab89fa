using ScalingDashboard.Platform.Access.Sessions;

namespace ScalingDashboard.Platform.Access.Screens;

/// <summary>The two cookies of a screen on a wall, bound as the session's is: no script reads them, no other site sends them, and on
/// https no other host could have set them.</summary>
internal static class ScreenCookies
{
    /// <summary>A paired screen's token.</summary>
    public const string Screen = "scaling_screen";

    /// <summary>What a screen knows itself by while its code is on show.</summary>
    public const string Pairing = "scaling_pairing";

    // Browsers keep none longer. It is given anew whenever the token is changed.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    private static readonly SchemeBoundCookies Cookies = new();

    public static ScreenToken? Read(HttpContext context, string name) => ScreenToken.Read(Cookies.GetRequestCookie(context, name));

    public static void WriteScreen(HttpContext context, string token) => Cookies.AppendResponseCookie(context, Screen, token, Options(context, Longest));

    public static void WritePairing(HttpContext context, string token, TimeSpan lifetime) =>
        Cookies.AppendResponseCookie(context, Pairing, token, Options(context, lifetime));

    public static void ForgetPairing(HttpContext context) => Cookies.DeleteCookie(context, Pairing, Options(context, TimeSpan.Zero));

    private static CookieOptions Options(HttpContext context, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
        IsEssential = true,
    };
}
