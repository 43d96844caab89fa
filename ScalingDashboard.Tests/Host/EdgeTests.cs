using System.Net;
using System.Text.Json;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Host;

/// <summary>What every request meets before it meets a feature.</summary>
[Trait("Ring", "Web")]
public sealed class EdgeTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/api/v1/metrics")]
    [InlineData("/health/live")]
    [InlineData("/app.css")]
    public async Task Every_answer_tells_the_browser_what_a_page_may_not_do(string path)
    {
        var headers = (await AskAsync(HttpMethod.Get, path)).Headers;

        var policy = headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("null")]
    public async Task Another_site_can_neither_change_anything_nor_open_a_socket(string origin)
    {
        (await AskAsync(HttpMethod.Post, "/api/v1/readings", ("Origin", origin))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(HttpMethod.Post, "/_blazor/negotiate", ("Origin", origin))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(HttpMethod.Get, "/_blazor", ("Origin", origin), ("Connection", "Upgrade"), ("Upgrade", "websocket"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Own_pages_and_programs_without_origin_pass_to_the_next_door()
    {
        // 401: nobody said who is asking, but the edge let it through.
        (await AskAsync(HttpMethod.Post, "/api/v1/readings")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(HttpMethod.Post, "/api/v1/readings", ("Origin", app.Address.GetLeftPart(UriPartial.Authority)))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(HttpMethod.Post, "/api/v1/readings", ("Sec-Fetch-Site", "cross-site"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Name_of_another_host_is_refused() =>
        (await AskAsync(HttpMethod.Get, "/health/live", ("Host", "evil.example"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Body_above_the_limit_is_refused_before_it_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/units/BIG") { Content = new ByteArrayContent(new byte[(1 << 20) + 1]) };
        request.Content.Headers.ContentType = new("application/json");
        // Who still sends when it is refused may find the connection closed.
        request.Headers.ExpectContinue = true;

        using var answer = await app.SendAsync(request, await app.CreateKeyAsync(Policies.Manage));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("""{"name":"A","name":"B","region":"EMEA","country":"DE"}""")]
    [InlineData("""{"name":""")]
    [InlineData("not json")]
    public async Task Unreadable_body_is_a_problem_of_the_sender(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/units/ODD") { Content = new StringContent(body, null, "application/json") };

        using var answer = await app.SendAsync(request, await app.CreateKeyAsync(Policies.Manage));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Health_is_open_and_says_ready()
    {
        (await AskAsync(HttpMethod.Get, "/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Get, "/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Description_of_the_interface_names_its_addresses()
    {
        var document = JsonElement.Parse(await (await AskAsync(HttpMethod.Get, "/openapi/v1.json")).Content.ReadAsStringAsync());

        document.GetProperty("paths").TryGetProperty("/api/v1/readings", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Person_signed_in_sees_the_board()
    {
        using var leader = await app.SignInAsAsync(Roles.Leader);

        (await leader.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await app.SendAsync(request, null);
    }
}
