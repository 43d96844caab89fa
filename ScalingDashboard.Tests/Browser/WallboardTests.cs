using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Tests.Features.Dashboard;
using ScalingDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>A screen on a wall, as a browser draws it, and its way from a code to its end.</summary>
[Trait("Ring", "Browser")]
public sealed class WallboardTests(WallboardTests.Wall app) : IClassFixture<WallboardTests.Wall>
{
    // Of a screen of 1920 by 1080. Text of 16 minutes of arc is 31 px at 3 m on a panel of 55", and 42 px at 4 m.
    private const double Headline = 96, Supporting = 52, AtThreeMetres = 31, AtFourMetres = 42;

    // Asked every three seconds; a busy machine takes its time.
    private const float Patience = 30_000;

    // What is cut, leaves the screen, or is drawn over something else of its row.
    private const string Cut = """
        [...document.querySelectorAll('.board *')].filter(e => !e.closest('svg') && e.checkVisibility() && getComputedStyle(e).display !== 'inline')
          .filter(e => {
            const { left, top, right, bottom } = e.getBoundingClientRect();
            return e.scrollWidth > e.clientWidth + 1 || left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1
              || (e.matches('.tile > *') && bottom - top > e.parentElement.getBoundingClientRect().height + 1);
          }).map(e => `${e.className}: ${e.textContent.trim()}`)
        """;

    [Theory]
    [InlineData("", AtThreeMetres)]
    [InlineData("?quadrant=operations", AtFourMetres)]
    public async Task A_screen_holds_everything_without_scrolling_in_sizes_for_metres(string options, double labels)
    {
        var noise = new List<string>();
        var page = await app.OpenAsync($"/wallboard{options}", 1920, 1080, noise: noise);
        await page.Locator("[data-value]").First.WaitForAsync();
        await page.OnEachAsync([new(1920, 1080), new(1920, 1080, ColorScheme.Dark), new(3840, 2160), new(1280, 720, ColorScheme.Dark)], async screen =>
        {
            (await page.EvaluateAsync<string[]>(Cut)).ShouldBeEmpty("cut");
            await page.ShouldNotScrollSidewaysAsync();
            await page.ShouldNotScrollDownAsync();
            var scale = screen.Height / 1080.0;
            (await SmallestAsync(page, ".headline [data-value]")).ShouldBeGreaterThanOrEqualTo(Headline * scale - 1);
            (await SmallestAsync(page, ".row [data-value]")).ShouldBeGreaterThanOrEqualTo(Supporting * scale - 1);
            (await SmallestAsync(page, ".wall *:not(.sr-only, svg *)")).ShouldBeGreaterThanOrEqualTo(labels * scale - 1);
            (await page.Locator(".wall :is(a, button, input, [title]:not([title='']))").CountAsync()).ShouldBe(0, "nothing to press, nothing to hover over");
            (await Barriers.OnAsync(page)).ShouldBeEmpty();
        });
        noise.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_theme_of_the_address_wins_over_the_browser_s()
    {
        var page = await app.OpenAsync("/wallboard?theme=dark", 1280, 720, ColorScheme.Light);
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.wall')).backgroundColor")).ShouldBe("rgb(15, 18, 23)");
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.quadrant')).backgroundColor")).ShouldBe("rgb(23, 27, 34)");
    }

    [Fact]
    public async Task Another_version_is_loaded_while_everything_works()
    {
        var page = await app.OpenAsync("/not-found", 1280, 720);
        // Asked for every half minute; nobody waits for it here.
        await page.RouteAsync("**/wallboard*.js", async route =>
        {
            var script = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = script, Body = (await script.TextAsync()).Replace("askEvery = 30 * second", "askEvery = second", StringComparison.Ordinal) });
        });
        var (told, isMarked) = (0, false);
        await page.RouteAsync("**/wallboard/version", route => Volatile.Read(ref isMarked) && Interlocked.Increment(ref told) == 3
            ? route.FulfillAsync(new() { ContentType = "application/json", Body = $$"""{"build":"another","now":{{app.Clock.GetUtcNow().ToUnixTimeMilliseconds()}},"ready":true}""" })
            : route.ContinueAsync());
        await page.GotoAsync("/wallboard");
        await page.EvaluateAsync("window.ofTheOldVersion = true");
        Volatile.Write(ref isMarked, true);
        await page.WaitForFunctionAsync("() => window.ofTheOldVersion === undefined && document.querySelector('[data-value]')", null, new() { Timeout = Patience });
        told.ShouldBeGreaterThanOrEqualTo(3);
        await LiveAsync(page);
    }

    [Fact]
    public async Task Nothing_burns_in_and_nobody_is_disturbed_by_it()
    {
        var page = await app.OpenAsync("/not-found", 1920, 1080);
        await page.Clock.InstallAsync();
        // A screen that finds no server does not load itself anew meanwhile.
        await page.RouteAsync("**/wallboard/version", route => route.AbortAsync());
        await page.GotoAsync("/wallboard");
        var places = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            places.Add(await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.board')).translate"));
            await page.Clock.FastForwardAsync(181_000);
        }
        places.Distinct().Count().ShouldBe(10);
        (await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.board')).transitionDuration")).ShouldBe("0s");
    }

    [Fact]
    public async Task A_screen_is_paired_by_its_code_sees_nothing_else_and_goes_blank_when_it_is_revoked()
    {
        var screen = await app.NewPageAsync(1920, 1080);
        await screen.GotoAsync("/wallboard");
        await Expect(screen.Locator("[data-code]")).ToContainTextAsync("-");
        (await Barriers.OnAsync(screen)).ShouldBeEmpty();

        var person = await app.OpenAsync("/wallboard/devices", 1440, 900);
        await Expect(person.Locator("fieldset:disabled")).ToHaveCountAsync(0);
        (await Barriers.OnAsync(person)).ShouldBeEmpty();
        await person.GetByTestId("code").FillAsync((await screen.Locator("[data-code]").TextContentAsync())!.ToLowerInvariant());
        await person.GetByTestId("name").FillAsync("Lobby");
        await person.GetByTestId("shows").SelectOptionAsync("risk");
        await person.GetByTestId("theme").SelectOptionAsync("dark");
        await person.GetByTestId("pair").ClickAsync();
        await Expect(person.GetByTestId("said")).ToContainTextAsync("is paired");

        await Expect(screen.Locator("[data-quadrant=risk]")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Expect(screen.Locator("[data-wallboard][data-theme=dark]")).ToHaveCountAsync(1);
        await LiveAsync(screen);
        var row = person.Locator("[data-screen=Lobby]");
        await Expect(row).ToContainTextAsync("Live", new() { Timeout = Patience });

        // The open circuit is one of a screen as well: no other page comes out of it, and no other address answers.
        (await screen.EvaluateAsync<int>("fetch('/api/v1/dashboard').then(answer => answer.status)")).ShouldBe(401);
        await screen.EvaluateAsync("Blazor.navigateTo('/')");
        await Expect(screen.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Not yours to see");
        (await screen.Locator("[data-value]").CountAsync()).ShouldBe(0);
        await screen.GotoAsync("/wallboard");
        await LiveAsync(screen);

        await row.GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Expect(screen.Locator("[data-value]")).ToHaveCountAsync(0, new() { Timeout = Patience });
        await Expect(screen.Locator("[data-ended]")).ToContainTextAsync("This screen was switched off on", new() { Timeout = Patience });
        await Expect(row).ToContainTextAsync("Revoked");
    }

    // A page that is only printed has a beat too; one that is live has another after some seconds.
    private static async Task LiveAsync(IPage screen)
    {
        var printed = await screen.Locator("[data-beat]").GetAttributeAsync("data-beat");
        await Expect(screen.Locator("[data-beat]")).Not.ToHaveAttributeAsync("data-beat", printed!, new() { Timeout = Patience });
    }

    private static Task<double> SmallestAsync(IPage page, string selector) => page.EvaluateAsync<double>("""
        selector => Math.min(...[...document.querySelectorAll(selector)]
          .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
          .map(e => parseFloat(getComputedStyle(e).fontSize)))
        """, selector);

    /// <summary>With figures as wide as they come, and everything that can be said of one.</summary>
    public sealed class Wall : BrowserFixture
    {
        private protected override void Arrange(IServiceCollection services) =>
            services.AddSingleton<IDashboardSnapshots>(new FixedSnapshots { Snapshot = BoardSamples.Snapshot(Widest) });

        private static Figure Widest(Panel panel) => panel.Key switch
        {
            "impact.savings" => BoardSamples.Figure() with { Value = 512_400_000, Previous = 400_000_000, Status = TargetStatus.OffTrack },
            "impact.market" or "adoption.feedback" => BoardSamples.Figure() with { Freshness = Freshness.Stale, LastAt = Samples.Noon.AddDays(-40) },
            "operations.systems" => Percent(99.93m) with { Status = TargetStatus.AtRisk },
            "operations.integration" => BoardSamples.Figure() with { ReportingUnits = 11, Complete = false, Status = TargetStatus.Unknown },
            "adoption.support" => BoardSamples.Figure() with { Metric = Samples.Metric() with { Unit = "per 100" }, Value = 12.84m, Trend = [1, 2, 3] },
            "risk.mitigation" => BoardSamples.Unknown("No readings yet."),
            _ => Percent(99.99m),
        };

        private static Figure Percent(decimal value) => BoardSamples.Figure() with { Metric = Samples.Metric() with { Unit = "%" }, Value = value, Previous = 98 };
    }
}
