using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Architecture;

/// <summary>
/// Every address of the product against every kind of caller. An endpoint that is added without a policy fails here, and
/// so does one that is opened to strangers without being named below.
/// </summary>
[Trait("Ring", "Web")]
public sealed partial class AccessMatrixTests : IAsyncLifetime
{
    /// <summary>What a stranger may ask for, and why it harms nothing.</summary>
    private static readonly HashSet<string> Open =
    [
        "/health/live", "/health/ready", // one word for an orchestrator
        "/openapi/{documentName}.json", // the description, without figures
        "/account/sign-in", "/account/denied", "/account/sign-out", "/account/demo/{role}",
        "/language", // sets a cookie of one word
        "/wallboard/pair", "/wallboard/pairing", "/wallboard/pairing/claim", "/wallboard/version", // a code for a screen, and which build answers
        "/error", "/not-found", "/problem/{Code:int}", // words about a failure, without its cause
    ];

    /// <summary>The framework's own endpoints (circuits, files that do not exist) name no policy; the fallback policy closes them.</summary>
    private static readonly string[] Framework = ["/_blazor", "/_framework/opaque-redirect", "/{**path:file}"];

    private string _database = "";
    private WebApplication _app = null!;
    private IReadOnlyList<RouteEndpoint> _endpoints = [];

    public async Task InitializeAsync()
    {
        _database = await ScratchDatabase.CreateSeededAsync();
        _app = Product.Build(
            _ =>
            [
                new("urls", "http://127.0.0.1:0"), new("ConnectionStrings:ScalingDashboard", _database),
                new("Demonstration:Company", "none"), new("Logging:LogLevel:Default", "Critical"),
            ],
            _ => { });
        await _app.StartAsync();
        _endpoints = [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await ScratchDatabase.DropAsync(_database);
    }

    [Fact]
    public void Every_endpoint_names_a_policy_or_is_listed_as_open()
    {
        var known = Policies.All.Concat(Policies.OfPeople).Append(Policies.SignedIn).ToHashSet();
        _endpoints.Where(endpoint => !IsFramework(endpoint) && !IsOpen(endpoint))
            .Where(endpoint => !Required(endpoint).Any() || !Required(endpoint).All(known.Contains))
            .Select(Name).ShouldBeEmpty();
        _endpoints.Where(IsOpen).Select(Pattern).Where(pattern => !Open.Contains(pattern)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stranger_gets_nowhere_but_to_the_open_addresses()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };
        foreach (var (method, endpoint) in Calls().Where(call => !IsOpen(call.Endpoint)))
        {
            using var answer = await stranger.SendAsync(new(method, Address(endpoint)));
            var isPage = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
            answer.StatusCode.ShouldBe(isPage ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized, $"{method} {Name(endpoint)}");
            if (isPage)
                answer.Headers.Location!.OriginalString.ShouldStartWith(Pattern(endpoint) == AccessAnswers.WallboardPage ? AccessAnswers.PairingPage : AccessAnswers.SignInPage);
        }
    }

    [Fact]
    public async Task Screen_opens_the_wallboard_and_the_circuit_behind_it_and_nothing_else()
    {
        using var screen = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(_app.Urls.First()) };
        screen.DefaultRequestHeaders.Add("Cookie", $"{ScreenCookies.Screen}={await SampleScreens.TokenAsync(_app.Services)}");
        foreach (var (method, endpoint) in Calls().Where(call => !IsOpen(call.Endpoint)))
        {
            using var answer = await screen.SendAsync(new(method, Address(endpoint)));
            if (Pattern(endpoint) == AccessAnswers.WallboardPage)
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            else if (Pattern(endpoint).StartsWith("/_blazor", StringComparison.Ordinal))
                answer.StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized, Name(endpoint));
            else if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                answer.Headers.Location?.OriginalString.ShouldStartWith(AccessAnswers.SignInPage, customMessage: Name(endpoint));
            else
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, $"{method} {Name(endpoint)}");
        }
    }

    [Fact]
    public void Screen_has_one_grant_that_no_other_address_asks_for() =>
        _endpoints.Where(endpoint => Required(endpoint).Contains(Policies.Watch)).Select(Pattern).ShouldBe([AccessAnswers.WallboardPage]);

    [Fact]
    public async Task Key_without_the_grant_is_refused_everywhere()
    {
        foreach (var lacking in Policies.All)
        {
            string key;
            await using (var scope = _app.Services.CreateAsyncScope())
                key = await scope.ServiceProvider.GetRequiredService<IAccessCommands>()
                    .CreateKeyAsync($"all but {lacking}", [.. Policies.All.Except([lacking])], default);
            using var program = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };
            program.DefaultRequestHeaders.Authorization = new("Bearer", key);
            foreach (var (method, endpoint) in Calls().Where(call => Required(call.Endpoint).Contains(lacking)))
                (await program.SendAsync(new(method, Address(endpoint)))).StatusCode
                    .ShouldBe(HttpStatusCode.Forbidden, $"{method} {Name(endpoint)}");
        }
    }

    [Fact]
    public async Task No_key_does_what_is_for_people()
    {
        string key;
        await using (var scope = _app.Services.CreateAsyncScope())
            key = await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateKeyAsync("all that a key can", [.. Policies.All], default);
        using var program = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_app.Urls.First()) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var calls = Calls().Where(call => Required(call.Endpoint).Intersect(Policies.OfPeople).Any()).ToList();

        calls.Count.ShouldBeGreaterThanOrEqualTo(4);
        foreach (var (method, endpoint) in calls)
            (await program.SendAsync(new(method, Address(endpoint)))).StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {Name(endpoint)}");
    }

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static bool IsFramework(RouteEndpoint endpoint) => Framework.Any(start => Pattern(endpoint).StartsWith(start, StringComparison.Ordinal));

    private static IEnumerable<string> Required(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy ?? "");

    private static string Pattern(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}";

    private static string Name(RouteEndpoint endpoint) => $"{Pattern(endpoint)} ({endpoint.DisplayName})";

    /// <summary>An address of the endpoint: an unknown address would be refused too, and prove nothing.</summary>
    private static string Address(RouteEndpoint endpoint) => Parameter().Replace(
        Pattern(endpoint), match => match.Value.Contains(":guid", StringComparison.Ordinal) ? $"{Guid.Empty}" : "1");

    private IEnumerable<(HttpMethod Method, RouteEndpoint Endpoint)> Calls() =>
        from endpoint in _endpoints
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        // Pages answer a POST only to a form of theirs, and problem details otherwise.
        where method != "POST" || endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null
        select (HttpMethod.Parse(method), endpoint);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
