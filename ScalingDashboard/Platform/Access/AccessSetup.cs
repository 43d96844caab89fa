using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access.Keys;
using ScalingDashboard.Platform.Access.People;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Access.Sessions;
using ScalingDashboard.Platform.Configuration;

namespace ScalingDashboard.Platform.Access;

/// <summary>
/// The room's door. Everything is closed unless an endpoint says otherwise; a caller is a program with a key or a person
/// with a cookie, and never both.
/// </summary>
public static class AccessSetup
{
    /// <summary>Picks the scheme for each request.</summary>
    private const string KeyOrCookie = "KeyOrCookie";

    private const string ApplicationName = "ScalingDashboard";

    /// <summary>PBKDF2 with SHA-512, as often as current guidance asks for.</summary>
    private const int HashIterations = 220_000;

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddValidatedOptions<AccessOptions>(AccessOptions.Section);
        services.AddProblemDetails();
        AddPeople(services);
        AddCallers(services);
        AddPolicies(services);

        services.AddDataProtection().SetApplicationName(ApplicationName);
        // The keys lie in the database as they are, and that is known: who reads the database reads everything anyway.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.TryAddSingleton<IXmlRepository, DataProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((keys, repository) => keys.XmlRepository = repository);
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "scaling_form";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.TryAddScoped<IAccessCommands, AccessCommands>();
        return services;
    }

    /// <summary>To be called between authentication and authorization.</summary>
    public static void UseScreens(this IApplicationBuilder app) => app.UseMiddleware<ScreenGate>();

    /// <summary>To be called before anything that may fail.</summary>
    public static void UseWallRetry(this IApplicationBuilder app) => app.UseMiddleware<WallRetry>();

    private static void AddPeople(IServiceCollection services)
    {
        services.AddIdentityCore<User>(identity =>
            {
                identity.User.AllowedUserNameCharacters = "";
                // PasswordRules decides alone, with one message instead of six.
                identity.Password.RequiredLength = 1;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireNonAlphanumeric = false;
            })
            .AddUserStore<UserStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddClaimsPrincipalFactory<Principals>()
            .AddSignInManager();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);
        services.TryAddSingleton<SignInAttempts>();
        services.TryAddSingleton<SessionRegister>();
        services.TryAddSingleton<ProductBuild>();
        services.TryAddSingleton<ScreenRegister>();
        services.TryAddSingleton<ScreenPairings>();
        services.AddScoped<AuthenticationStateProvider, CircuitAccess>();
        services.AddCascadingAuthenticationState();
    }

    private static void AddCallers(IServiceCollection services)
    {
        services.TryAddSingleton<ApiKeyDirectory>();
        services.TryAddScoped<SessionCookie>();
        services.AddAuthentication(KeyOrCookie)
            .AddPolicyScheme(KeyOrCookie, null, scheme => scheme.ForwardDefaultSelector = context =>
                ApiKeyHandler.IsPresented(context.Request) ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
            {
                cookie.EventsType = typeof(SessionCookie);
                cookie.CookieManager = new SchemeBoundCookies();
                cookie.Cookie.Name = SessionCookie.Name;
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                cookie.Cookie.Path = "/";
                // Being idle is judged by the session's row; the cookie itself only ends with the longest session.
                cookie.SlidingExpiration = false;
            });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<Microsoft.Extensions.Options.IOptions<AccessOptions>>(
                (cookie, access) => cookie.ExpireTimeSpan = access.Value.SessionLimit);
    }

    private static void AddPolicies(IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var grant in Policies.All.Concat(Policies.OfPeople))
            authorization.AddPolicy(grant, policy => policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Can, grant));
        authorization.AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser().RequireClaim(AccessClaims.Session));
        // What names no policy is open to nobody who lacks every grant: strangers, and people with a one-time password.
        var closed = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireClaim(AccessClaims.Can).Build();
        authorization.SetDefaultPolicy(closed).SetFallbackPolicy(closed);
    }
}
