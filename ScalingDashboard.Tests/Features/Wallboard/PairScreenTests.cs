using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Wallboard;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Wallboard;

/// <summary>Who pairs what, and what a screen that is none yet can ask.</summary>
[Trait("Ring", "Web")]
public sealed class PairScreenTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task Nobody_shows_on_a_wall_what_they_may_not_see()
    {
        await app.AddUnitAsync("FIN-DE");
        await app.AddUnitAsync("OPS-US");
        var leader = await ReaderAsync(Roles.Leader, "FIN-DE");
        (await RefusalAsync<Refused>(leader, units: ["OPS-US"])).ShouldContain("no unit that you may not see");
        (await RefusalAsync<Invalid>(leader, view: "unit=OPS-US")).ShouldContain("OPS-US");
        (await RefusalAsync<Invalid>(leader, view: "rotate=1")).ShouldContain("5 to 600");
        (await RefusalAsync<Refused>(await ReaderAsync(Roles.Board), units: [])).ShouldContain("Only leaders and administrators");
    }

    [Fact]
    public async Task Codes_can_not_be_guessed_one_after_the_other()
    {
        var leader = await ReaderAsync(Roles.Leader);
        for (var i = 0; i < PairingThrottle.TriesPerMinute; i++)
            (await RefusalAsync<Invalid>(leader)).ShouldContain("No screen shows this code");
        (await RefusalAsync<Invalid>(leader)).ShouldContain("Wait a minute");
    }

    [Fact]
    public async Task Screen_gets_its_token_as_a_cookie_that_no_script_reads_and_an_old_one_is_changed_with_the_page()
    {
        using var screen = new Visitor(app.Address);
        (await screen.GetAsync("/wallboard?theme=dark")).Headers.Location!.OriginalString.ShouldBe("/wallboard/pair?theme=dark");
        using var opened = await screen.SendAsync(HttpMethod.Post, "/wallboard/pairing", null);
        var code = (await JsonAsync(opened)).GetProperty("code").GetString();
        (await StateAsync(screen)).ShouldBe("waiting");
        await app.Services.GetRequiredService<PairScreen>().RunAsync(await ReaderAsync(Roles.Leader), new(code, "Lobby", [], "quadrant=risk"), CancellationToken.None);
        using var claimed = await screen.SendAsync(HttpMethod.Post, "/wallboard/pairing/claim", null);
        (await JsonAsync(claimed)).GetProperty("state").GetString().ShouldBe("paired");
        var cookie = claimed.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith($"{ScreenCookies.Screen}=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        (await StateAsync(screen)).ShouldBe("over");

        (await ShownAsync(screen)).ShouldContain("data-quadrant=\"risk\"");
        var first = Token(screen);
        app.Clock.Advance(TimeSpan.FromDays(31));
        await ShownAsync(screen);
        Token(screen).ShouldNotBe(first);
        await ShownAsync(screen);
    }

    [Fact]
    public async Task Version_says_which_build_answers_and_no_figure()
    {
        using var answer = await app.SendAsync(new(HttpMethod.Get, "/wallboard/version"), null);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var said = await JsonAsync(answer);
        said.EnumerateObject().Select(part => part.Name).ShouldBe(["build", "now", "ready"]);
        said.GetProperty("ready").GetBoolean().ShouldBeTrue();
    }

    private string? Token(Visitor screen) => screen.Cookies.GetCookies(app.Address)[ScreenCookies.Screen]?.Value;

    private static async Task<string> ShownAsync(Visitor screen)
    {
        using var answer = await screen.GetAsync("/wallboard");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string?> StateAsync(Visitor screen)
    {
        using var answer = await screen.SendAsync(HttpMethod.Post, "/wallboard/pairing/claim", null);
        return (await JsonAsync(answer)).GetProperty("state").GetString();
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsStringAsync());

    private async Task<ClaimsPrincipal> ReaderAsync(string role, params string[] units)
    {
        var person = await SampleScreens.PersonAsync(app.Services, role, units);
        return new(ScalingDashboard.Platform.Access.People.Principals.IdentityOf(person));
    }

    private async Task<string> RefusalAsync<T>(ClaimsPrincipal person, string[]? units = null, string view = "")
        where T : Exception => (await Should.ThrowAsync<T>(() => app.Services.GetRequiredService<PairScreen>()
            .RunAsync(person, new("K7QF-3MAH", "Lobby", units ?? [], view), CancellationToken.None))).Message;
}
