using Microsoft.AspNetCore.Authentication.Cookies;

namespace ScalingDashboard.Platform.Access.Sessions;

/// <summary>
/// Gives the cookie the <c>__Host-</c> prefix on https, where browsers then refuse it from any other host or without
/// Secure; over plain http (a developer's localhost) they would refuse the prefix itself.
/// </summary>
internal sealed class SchemeBoundCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameFor(context, key), options);

    private static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
}
