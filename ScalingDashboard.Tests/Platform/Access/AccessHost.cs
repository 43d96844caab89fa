using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScalingDashboard.Features.Account;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Platform.Access;

/// <summary>
/// The two rooms about access with an address for each policy, on a real port and a real database, and with a clock that
/// can be moved: small enough to ask every question about the door itself.
/// </summary>
internal sealed class AccessHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AccessHost(WebApplication app, MovableClock clock)
    {
        _app = app;
        Clock = clock;
    }

    public MovableClock Clock { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<AccessHost> StartAsync(string connectionString, string company = "none")
    {
        var clock = new MovableClock();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:ScalingDashboard", connectionString),
            new("Demonstration:Company", company),
            new("Access:AttemptsPerAddress", "1000"),
        ]);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<IUnitDirectory>(new GivenUnits(["FIN-DE", "OPS-US"]));
        builder.Services.AddData();
        builder.Services.AddAccess();
        builder.Services.AddQuickPasswords();
        builder.Services.AddAccount();
        builder.Services.AddRazorComponents();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapRazorComponents<AccessRoot>().AddAdditionalAssemblies(typeof(AccountFeature).Assembly);
        app.MapAccount();
        foreach (var policy in Policies.All)
            app.MapGet($"/try/{policy}", (HttpContext context) => context.User.UnitScope().ToString()).RequireAuthorization(policy);
        app.MapGet("/try/unnamed", () => "open");
        await app.StartAsync();
        return new(app, clock);
    }

    /// <summary>A browser without a past: keeps cookies, shows redirects instead of following them.</summary>
    public Visitor Visitor() => new(Address);

    public async Task<T> CommandAsync<T>(Func<IAccessCommands, Task<T>> command)
    {
        await using var scope = Services.CreateAsyncScope();
        return await command(scope.ServiceProvider.GetRequiredService<IAccessCommands>());
    }

    /// <summary>Creates a person who has already chosen a password.</summary>
    public async Task<string> SettleAsync(string email, string password, string role = Roles.Leader, params string[] units)
    {
        var oneTime = await CommandAsync(access => access.CreateUserAsync(email, role, units, default));
        using var visitor = Visitor();
        await visitor.SignInAsync(email, oneTime);
        (await visitor.ChangePasswordAsync(oneTime, password)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Redirect);
        return email;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class GivenUnits(IReadOnlyCollection<string> codes) : IUnitDirectory
    {
        public Task<IReadOnlyCollection<string>> CodesAsync(CancellationToken cancellationToken) => Task.FromResult(codes);
    }
}

/// <summary>The least page around the account pages.</summary>
public sealed class AccessRoot : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html>");
        builder.OpenComponent<Router>(1);
        builder.AddComponentParameter(2, nameof(Router.AppAssembly), typeof(AccountFeature).Assembly);
        builder.AddComponentParameter(3, nameof(Router.Found), (RenderFragment<Microsoft.AspNetCore.Components.RouteData>)(route => inner =>
        {
            inner.OpenComponent<RouteView>(0);
            inner.AddComponentParameter(1, nameof(RouteView.RouteData), route);
            inner.CloseComponent();
        }));
        builder.CloseComponent();
    }
}
