using System.Net;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Account;

/// <summary>The four buttons: on a demo installation, and only there.</summary>
[Trait("Ring", "Web")]
public sealed class DemoPeopleTests : IAsyncLifetime
{
    private string _database = "";

    public async Task InitializeAsync() => _database = await ScratchDatabase.CreateMigratedAsync();

    public Task DisposeAsync() => ScratchDatabase.DropAsync(_database);

    [Fact]
    public async Task Each_button_enters_with_its_role()
    {
        await using var host = await AccessHost.StartAsync(_database, "software");
        foreach (var role in Roles.All)
        {
            using var visitor = host.Visitor();
            var answer = await visitor.SubmitAsync("/account/sign-in?returnUrl=%2Freports", $"\"demo-{role}\"");
            answer.Headers.Location!.OriginalString.ShouldBe("/reports");
            foreach (var policy in Policies.All)
                (await visitor.GetAsync($"/try/{policy}")).StatusCode
                    .ShouldBe(Policies.Of(role).Contains(policy) ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{role} and {policy}");
        }
    }

    [Fact]
    public async Task Demo_people_cannot_be_entered_with_a_password_or_from_another_site()
    {
        await using var host = await AccessHost.StartAsync(_database, "software");
        using var visitor = host.Visitor();
        (await visitor.SignInAsync("Demo admin", "a sentence of my own")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await visitor.PostAsync("/account/demo/admin")).Headers.Location!.OriginalString.ShouldBe("/account/sign-in");
    }

    [Fact]
    public async Task Nobody_is_sent_to_another_site()
    {
        await using var host = await AccessHost.StartAsync(_database, "software");
        foreach (string? url in ReturnUrlTests.Foreign)
        {
            using var visitor = host.Visitor();
            var page = $"/account/sign-in?returnUrl={Uri.EscapeDataString(url ?? "")}";
            var answer = await visitor.SubmitAsync(page, "\"demo-leader\"");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location!.OriginalString.ShouldBe("/", page);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("NONE")]
    [InlineData("")]
    public async Task Elsewhere_there_are_no_buttons_no_doors_and_no_accounts(string company)
    {
        string? cookie;
        await using (var demo = await AccessHost.StartAsync(_database, "software"))
        {
            using var visitor = demo.Visitor();
            await visitor.SubmitAsync("/account/sign-in", "\"demo-admin\"");
            cookie = visitor.SessionCookie;
        }
        await using var host = await AccessHost.StartAsync(_database, company);
        using var stranger = host.Visitor();
        (await (await stranger.GetAsync("/account/sign-in")).Content.ReadAsStringAsync()).ShouldNotContain("demo-");
        foreach (var role in Roles.All)
            (await stranger.PostAsync($"/account/demo/{role}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        stranger.Cookies.Add(host.Address, new Cookie("scaling_session", cookie, "/"));
        (await stranger.GetAsync("/try/read")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Unknown_role_is_not_found()
    {
        await using var host = await AccessHost.StartAsync(_database, "healthcare");
        using var visitor = host.Visitor();
        (await visitor.PostAsync("/account/demo/owner")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
