using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What people do with the dashboard, done in a real browser.</summary>
[Trait("Ring", "Browser")]
public sealed partial class DashboardUseTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string Number = "[data-panel='impact.savings'] [data-value]";

    // A report is a job: it waits for its turn.
    private const float ReportPatience = 60_000;

    [Fact]
    public async Task Choosing_a_period_changes_the_address_and_back_restores_it()
    {
        var page = await app.OpenAsync("/", 1440, 900);
        var periods = page.GetByRole(AriaRole.Navigation, new() { Name = "Period" });
        var chosen = periods.Locator("[aria-current=true]");
        await Expect(chosen).ToHaveTextAsync("12 months");

        await periods.GetByText("90 days").ClickAsync();
        await Expect(page).ToHaveURLAsync(Ninety());
        await Expect(chosen).ToHaveTextAsync("90 days");

        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/").ToString());
        await Expect(chosen).ToHaveTextAsync("12 months");
    }

    [Fact]
    public async Task A_link_followed_before_the_page_is_live_leads_where_it_says()
    {
        var page = await app.OpenAsync("/reports", 1440, 900);
        var (asked, answered) = (new TaskCompletionSource(), new TaskCompletionSource());
        // The circuit is set up between the click and its answer.
        await page.RouteAsync("**/_blazor/negotiate*", route => HoldAsync(route, asked.Task));
        await page.RouteAsync("**/reports", route =>
        {
            asked.TrySetResult();
            return HoldAsync(route, answered.Task);
        });
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Load });
        var feed = app.Services.GetRequiredService<LiveFeed>();
        var before = feed.SubscriberCount;
        var clicked = page.GetByRole(AriaRole.Link, new() { Name = "Reports", Exact = true }).ClickAsync();
        await asked.Task;
        await Eventually.TrueAsync(() => feed.SubscriberCount > before, TimeSpan.FromSeconds(30));
        answered.SetResult();
        await clicked;

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Reports");
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/reports").ToString());
    }

    [Fact]
    public async Task A_panel_opens_from_the_keyboard_explains_itself_and_gives_the_focus_back()
    {
        var page = await OpenLiveAsync("/");
        var opener = page.Locator("[id='open-impact.savings']");
        // The heading takes the focus when the page has come; later nothing takes it away.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await opener.PressAsync("Enter");

        var details = page.GetByRole(AriaRole.Dialog);
        await Expect(details.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToHaveTextAsync("Cost savings and efficiency");
        await Expect(details.Locator("[data-metric]")).ToHaveCountAsync(3);
        await Expect(details.GetByText("impact.cost_savings.cashable")).ToBeVisibleAsync();
        await Expect(details.Locator("dt", new() { HasText = "Formula" }).Locator("+ dd")).Not.ToBeEmptyAsync();
        await Expect(details.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(details).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_paused_page_stands_still_while_readings_arrive_and_catches_up_when_resumed()
    {
        var paused = await OpenLiveAsync("/?period=30d");
        var running = await OpenLiveAsync("/?period=30d");
        await Expect(paused.Locator(Number)).ToHaveAttributeAsync("data-value", await ValueAsync());
        var before = await ValueAsync();
        await paused.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(paused.Locator("footer .paused")).ToHaveTextAsync("Paused");
        await Expect(paused.Locator("footer .paused")).ToBeVisibleAsync();

        await SendAsync();
        var after = await ValueAsync();
        after.ShouldNotBe(before);
        // The page beside it has heard the signal and read the new number: this one heard it too and held still.
        await Expect(running.Locator(Number)).ToHaveAttributeAsync("data-value", after);
        (await paused.Locator(Number).GetAttributeAsync("data-value")).ShouldBe(before);

        await paused.GetByRole(AriaRole.Button, new() { Name = "Paused: resume" }).ClickAsync();
        await Expect(paused.Locator(Number)).ToHaveAttributeAsync("data-value", after);
        await Expect(paused.Locator("footer .live")).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task A_past_moment_is_chosen_stands_still_while_readings_arrive_and_leads_back()
    {
        var page = await OpenLiveAsync("/?period=30d");
        var before = await ValueAsync();
        // People choose whole minutes: the one of the last reading has begun before it.
        app.Clock.Advance(TimeSpan.FromSeconds(60 - app.Clock.GetUtcNow().Second));
        await page.GetByRole(AriaRole.Button, new() { Name = "As known" }).ClickAsync();
        await page.GetByLabel("Moment (UTC)").FillAsync(app.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(page.Locator(".past")).ToContainTextAsync("Figures do not move.");
        await Expect(page.Locator(Number)).ToHaveAttributeAsync("data-value", before);

        var running = await OpenLiveAsync("/?period=30d");
        await Expect(running.Locator(Number)).Not.ToHaveAttributeAsync("data-value", before);
        (await page.Locator(Number).GetAttributeAsync("data-value")).ShouldBe(before);

        await page.GetByRole(AriaRole.Link, new() { Name = "Back to live" }).ClickAsync();
        await Expect(page.Locator(".past")).ToHaveCountAsync(0);
        await Expect(page.Locator(Number)).ToHaveAttributeAsync("data-value", await ValueAsync());
        await Expect(page.Locator("footer .live")).ToHaveTextAsync("Live");
    }

    [Fact]
    public async Task See_all_leads_from_the_side_panel_to_the_table_of_all_units()
    {
        var at = app.Clock.GetUtcNow().AddDays(-1);
        var codes = Enumerable.Range(1, 14).Select(i => $"U-{i}").ToList();
        foreach (var code in codes)
            await app.AddUnitAsync(code);
        await app.IngestAsync("metric,unit,at,value,key\n" + string.Concat(codes.Select(code => FormattableString.Invariant($"impact.cost_savings.cashable,{code},{at:yyyy-MM-ddTHH:mm:ssZ},1,tie\n"))));
        await app.RolledUpAsync();
        var page = await OpenLiveAsync("/?period=90d&panel=impact.savings");
        var details = page.GetByRole(AriaRole.Dialog);
        await Expect(details.GetByText("14 units have the same value, $1 each")).ToBeVisibleAsync();
        await details.GetByRole(AriaRole.Link, new() { Name = "See all" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/metric/impact.cost_savings.cashable?period=90d#made-of").ToString());
        await SeenAsync(page);

        // The same address in another window.
        await SeenAsync(await app.OpenAsync("/metric/impact.cost_savings.cashable?period=90d#made-of", 1440, 900));

        async Task SeenAsync(IPage shown)
        {
            var table = shown.Locator("section[aria-labelledby=made-of] [role=group]");
            await Expect(table).ToBeFocusedAsync();
            await Expect(table).ToBeInViewportAsync(new() { Ratio = 1 });
            (await table.Locator("tbody tr").CountAsync()).ShouldBeGreaterThanOrEqualTo(15);
        }
    }

    [Fact]
    public async Task A_chosen_theme_survives_a_reload()
    {
        var page = await app.OpenAsync("/", 1440, 900);
        var light = await BackgroundAsync(page);
        await page.Locator("[data-theme-switch]").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        var dark = await BackgroundAsync(page);
        dark.ShouldNotBe(light);

        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        (await BackgroundAsync(page)).ShouldBe(dark);
    }

    [Fact]
    public async Task Open_in_excel_leads_to_a_finished_report_that_downloads_as_a_workbook()
    {
        var page = await app.OpenAsync("/?period=90d", 1440, 900);
        await page.GetByText("Open in Excel").ClickAsync();
        var ready = page.Locator("tr[data-state=done]");
        await Expect(ready).ToHaveCountAsync(1, new() { Timeout = ReportPatience });
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/reports").ToString());
        await Expect(page.GetByTestId("report-notice")).ToContainTextAsync("The report is ready");

        var download = await page.RunAndWaitForDownloadAsync(() => ready.Locator("a[download]").ClickAsync());
        download.SuggestedFilename.ShouldEndWith(".xlsx");
        await using var file = await download.CreateReadStreamAsync();
        var head = new byte[2];
        await file.ReadExactlyAsync(head);
        head.ShouldBe("PK"u8.ToArray());
    }

    private static async Task HoldAsync(IRoute route, Task until)
    {
        await until;
        await route.ContinueAsync();
    }

    // Only a page that listens shows a reading that came after it was printed.
    private async Task<IPage> OpenLiveAsync(string path)
    {
        var page = await app.OpenAsync(path, 1440, 900);
        await SendAsync();
        await Expect(page.Locator(Number)).ToHaveAttributeAsync("data-value", await ValueAsync());
        return page;
    }

    private async Task SendAsync()
    {
        await app.AddUnitAsync("FIN-DE");
        await app.IngestAsync(FormattableString.Invariant(
            $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,FIN-DE,,{app.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ},7,,{Guid.CreateVersion7():N}\n"));
        await app.RolledUpAsync();
    }

    private async Task<string> ValueAsync() => (await app.GetAsync("/api/v1/dashboard?period=30d"))
        .GetProperty("quadrants").EnumerateArray()
        .SelectMany(q => q.GetProperty("panels").EnumerateArray())
        .Single(p => p.GetProperty("key").GetString() == "impact.savings")
        .GetProperty("headline").GetProperty("value").GetRawText();

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");

    [GeneratedRegex(@"/\?period=90d$")]
    private static partial Regex Ninety();
}
