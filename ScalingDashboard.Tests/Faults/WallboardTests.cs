using System.Globalization;
using System.Net;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Platform.Access;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// A wallboard needs no human (requirement 22): its server is killed, stays away, and comes back in another version, stands still with
/// all sockets open, or the network is cut. The screen says since when it is not live, keeps its figures, and is live again by itself.
/// <c>SCALING_ABSENCE_SECONDS</c> sets how long the server is away (600 for the full figure).
/// </summary>
[Trait("Ring", "Fault")]
public sealed class WallboardTests(WallHost wall, ITestOutputHelper output) : IClassFixture<WallHost>
{
    private const string NotSaid = "nobody was told that the figures stand still";
    private const string NotLive = "not live again";
    private const string Blinked = "the page was loaded anew without need";

    // The screen's own mark: a page that was loaded anew has lost it.
    private const string Mark = "window.loadedBeforeTheFault = true";

    private static readonly TimeSpan Absence = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("SCALING_ABSENCE_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    /// <summary>After the server is ready again, by requirement 22.</summary>
    private static readonly TimeSpan LongestReturn = TimeSpan.FromSeconds(60);

    /// <summary>Four beats are waited for; a socket alone would notice after 25 seconds at the earliest.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(24);

    /// <summary>The screen has looked three times in vain by then.</summary>
    private static readonly TimeSpan ShortCut = TimeSpan.FromSeconds(5);

    // A screen that heals needs half of it, most of all on a busy machine.
    private static readonly TimeSpan TwinPatience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Screen_whose_server_is_killed_and_comes_back_in_another_version_is_live_again_by_itself() =>
        (await KilledAsync(script => script, Absence, LongestReturn)).ShouldBeEmpty();

    [Fact]
    public async Task Screen_whose_server_is_killed_mutation_that_does_not_heal_is_found() =>
        (await KilledAsync(script => Without(script, "    heal(socketIsDown);\n"), TimeSpan.FromSeconds(1), TwinPatience)).ShouldBe([NotLive]);

    [Fact]
    public async Task Screen_whose_server_stands_still_says_so_and_goes_on() =>
        (await PausedAsync(script => script)).ShouldBeEmpty();

    [Fact]
    public async Task Screen_whose_server_stands_still_mutation_that_believes_its_socket_is_found() =>
        (await PausedAsync(script => Without(script, "      lose(false);\n"))).ShouldBe([NotSaid]);

    [Fact]
    public async Task Screen_whose_network_is_cut_goes_on_where_it_was() =>
        (await CutAsync(script => script)).ShouldBeEmpty();

    [Fact]
    public async Task Screen_whose_network_is_cut_mutation_that_only_loads_anew_is_found() =>
        (await CutAsync(script => Without(script, "        if (socketIsDown && said.build === build && resumed++ < 3 && await resume()) return;\n"))).ShouldBe([Blinked]);

    [Fact]
    public async Task Screen_that_asks_for_its_page_while_the_database_is_away_is_told_to_ask_again()
    {
        await using var server = await FaultRig.StartServerAsync();
        await using var app = new ProductOn(server.ConnectionString);
        await app.InitializeAsync();
        var (token, key) = (await SampleScreens.TokenAsync(app.Services), await app.CreateKeyAsync(Policies.Read));
        (await AskAsync("/wallboard", null)).ShouldBe((HttpStatusCode.OK, null));
        await server.KillAsync();
        var (status, again) = await AskAsync("/wallboard", null);
        ((int)status).ShouldBeGreaterThanOrEqualTo(500);
        again.ShouldBe("10");
        // Programs and people ask again when they like.
        (await AskAsync("/api/v1/units", key)).Again.ShouldBeNull();
        (await AskAsync("/wallboard/version", null)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);

        async Task<(HttpStatusCode Status, string? Again)> AskAsync(string path, string? asKey)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Cookie", $"{ScreenCookies.Screen}={token}");
            using var answer = await app.SendAsync(request, asKey);
            return (answer.StatusCode, answer.Headers.TryGetValues("Refresh", out var seconds) ? seconds.Single() : null);
        }
    }

    private async Task<IReadOnlyList<string>> CutAsync(Func<string, string> mutation)
    {
        await using var rig = await WallRig.StartAsync(wall, mutation, output);
        await rig.LiveAsync(LongestReturn);
        await rig.Page.EvaluateAsync(Mark);
        rig.Cable.Pull();
        rig.Tell("network cut");
        if (!await rig.BecomesAsync("lost", LongestSilence))
            return [NotSaid];
        await rig.TellAsync("the screen says so");
        await Task.Delay(ShortCut, TimeProvider.System);
        rig.Cable.Plug();
        rig.Tell("network mended");
        if (!await rig.BecomesAsync("live", LongestReturn))
            return [NotLive];
        await rig.LiveAsync(LongestReturn);
        await rig.SendAsync(LongestReturn);
        await rig.TellAsync("a new reading is on the screen");
        return await rig.Page.EvaluateAsync<bool>($"{Mark.Split(' ')[0]} === undefined") ? [Blinked] : [];
    }

    private async Task<IReadOnlyList<string>> KilledAsync(Func<string, string> mutation, TimeSpan absence, TimeSpan patience)
    {
        await using var rig = await WallRig.StartAsync(wall, mutation, output);
        await rig.LiveAsync(LongestReturn);
        await rig.SendAsync(LongestReturn);
        await rig.Page.EvaluateAsync(Mark);
        var shown = await rig.ValueAsync();

        await rig.Host.KillAsync();
        rig.Tell("server killed");
        var problems = new List<string>();
        if (!await rig.BecomesAsync("lost", LongestSilence))
            problems.Add(NotSaid);
        await rig.TellAsync("the screen says so");
        for (var away = TimeSpan.Zero; away < absence; away += TimeSpan.FromSeconds(60))
        {
            await Task.Delay(absence - away < TimeSpan.FromSeconds(60) ? absence - away : TimeSpan.FromSeconds(60), TimeProvider.System);
            await rig.TellAsync("server away");
            // The figures stay, and quite plainly are not live.
            (await rig.ValueAsync()).ShouldBe(shown);
            (await rig.Page.Locator(".word.lost").InnerTextAsync()).ShouldMatch("No connection since\\s\\d\\d:\\d\\d");
            (await rig.Page.Locator(".word.live").IsVisibleAsync()).ShouldBeFalse();
            (await rig.Page.Locator("#components-reconnect-modal, #blazor-error-ui").CountAsync()).ShouldBe(0);
        }

        var build = Guid.CreateVersion7().ToString("N");
        await rig.Host.StartAgainAsync(("Product:Build", build));
        rig.Tell("server ready again, in another version");
        if (!await rig.BecomesAsync("live", patience))
            return [.. problems, NotLive];
        await rig.LiveAsync(LongestReturn);
        await rig.TellAsync("live again");
        (await rig.Page.EvaluateAsync<bool>($"{Mark.Split(' ')[0]} === undefined")).ShouldBeTrue("the page of the old version is gone");
        (await rig.Page.Locator("[data-wallboard]").GetAttributeAsync("data-build")).ShouldBe(build);
        await rig.SendAsync(LongestReturn);
        (await rig.ValueAsync()).ShouldNotBe(shown);
        await rig.TellAsync("a new reading is on the screen");
        return problems;
    }

    private async Task<IReadOnlyList<string>> PausedAsync(Func<string, string> mutation)
    {
        await using var rig = await WallRig.StartAsync(wall, mutation, output);
        await rig.LiveAsync(LongestReturn);
        await rig.Host.PauseAsync();
        rig.Tell("server stands still");
        if (!await rig.BecomesAsync("lost", LongestSilence))
        {
            await rig.Host.ContinueAsync();
            return [NotSaid];
        }
        await rig.TellAsync("the screen says so");
        await rig.Host.ContinueAsync();
        rig.Tell("server goes on");
        if (!await rig.BecomesAsync("live", LongestReturn))
            return [NotLive];
        await rig.LiveAsync(LongestReturn);
        await rig.TellAsync("live again");
        return [];
    }

    private static string Without(string script, string part)
    {
        script.ShouldContain(part);
        return script.Replace(part, "", StringComparison.Ordinal);
    }
}
