using Microsoft.AspNetCore.Localization;

namespace ScalingDashboard.Platform.Language;

/// <summary>The room's doors: who is spoken to in which language.</summary>
public static class LanguageSetup
{
    private const string Cookie = "language";

    // What programs read says the same to everybody.
    private static readonly string[] ForPrograms = ["/api", "/v1", "/hubs", "/openapi", "/health"];

    public static IServiceCollection AddLanguage(this IServiceCollection services)
    {
        // Jobs, logs and files follow neither a reader nor the language of the machine.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        return services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new(Languages.All[0]);
            options.SupportedCultures = options.SupportedUICultures = [.. Languages.Cultures];
            options.ApplyCurrentCultureToResponseHeaders = true;
            // First what a person chose, then what the browser asks for. Never the address: who follows a link keeps the own language.
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie, Options = options }, new AcceptLanguageHeaderRequestCultureProvider { Options = options }];
        });
    }

    /// <summary>Speaks the reader's language in pages and in what keeps them live.</summary>
    public static void UseLanguage(this IApplicationBuilder app) => app.UseWhen(
        context => !ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)),
        pages => pages.UseRequestLocalization());

    /// <summary>Keeps a language for this browser, with the numbers of the reader's country where the browser names one in which it is spoken.</summary>
    /// <returns>False for a language that is not there.</returns>
    public static bool Choose(HttpContext context, string? name)
    {
        if (Languages.Find(name, Languages.All) is not { } language)
            return false;
        var asked = context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1)
            .Select(one => Languages.Find(one.Value.Value, Languages.Cultures)).OfType<CultureInfo>();
        var culture = asked.FirstOrDefault(one => language.Equals(Languages.Of(one))) ?? language;
        context.Response.Cookies.Append(Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return true;
    }
}
