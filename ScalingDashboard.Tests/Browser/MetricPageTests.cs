using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Measurement;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>From a number to its reason, in a real browser.</summary>
[Trait("Ring", "Browser")]
public sealed class MetricPageTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string Savings = "/metric/impact.cost_savings.cashable", WinRate = "/metric/impact.win_rate";

    private static bool _planted;

    [Fact]
    public async Task The_page_fits_and_has_no_barrier()
    {
        await PlantAsync();
        var noise = new List<string>();
        var page = await app.OpenAsync(WinRate, 1440, 900, noise: noise, role: Roles.Analyst);
        // It names its writer, in a word that is wider than a phone.
        await WriteNoteAsync(page, "2026-02-10");
        await page.OnEachAsync([new(1440, 900), new(1920, 900, ColorScheme.Dark), new(390, 900), new(320, 900, ColorScheme.Dark)], async _ =>
        {
            await page.ShouldNotScrollSidewaysAsync();
            (await Barriers.OnAsync(page)).ShouldBeEmpty();
        });
        noise.ShouldBeEmpty();
    }

    [Fact]
    public async Task From_the_board_the_unit_behind_a_figure_is_two_clicks_away()
    {
        await PlantAsync();
        var page = await app.OpenAsync("/?period=90d", 1440, 900);
        await page.Locator("[id='open-impact.market']").ClickAsync();
        var details = page.GetByRole(AriaRole.Dialog);
        await details.GetByRole(AriaRole.Link, new() { Name = "Win rate" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{WinRate}?period=90d").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator("section[aria-labelledby=made-of] tbody tr")).ToHaveCountAsync(2);

        await page.GoBackAsync();
        await Expect(details).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Parts_of_a_change_and_parts_of_a_figure_add_up_on_the_page()
    {
        await PlantAsync();
        var page = await app.OpenAsync($"{WinRate}?period=2026-03-01..2026-03-31", 1440, 900);
        var change = page.Locator("section[aria-labelledby=change]");
        // The Simpson case: both units improve, the whole falls.
        await Expect(change.Locator(".sentence")).ToContainTextAsync("fell by 5.75 pp, from 60 to 54.25");
        await Expect(change.Locator(".check")).ToContainTextAsync("equal to the last digit");
        await Expect(page.Locator("section[aria-labelledby=made-of] .check")).ToContainTextAsync("equal to the last digit");
        await Expect(page.GetByText("The period is over.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_series_is_walked_by_the_keyboard_and_read_out()
    {
        await PlantAsync();
        var page = await app.OpenAsync($"{WinRate}?period=2026-03-01..2026-03-31&bucket=day", 1440, 900);
        var chart = page.GetByRole(AriaRole.Slider);
        // Until the circuit stands nobody would hear the keys.
        await Expect(chart).ToBeEnabledAsync();
        await chart.FocusAsync();
        await page.Keyboard.PressAsync("Home");
        await Expect(chart).ToHaveAttributeAsync("aria-valuetext", "1 Mar 2026: no data");
        for (var day = 0; day < 9; day++)
            await page.Keyboard.PressAsync("ArrowRight");
        await Expect(chart).ToHaveAttributeAsync("aria-valuetext", new System.Text.RegularExpressions.Regex("^10 Mar 2026: 54.3.%$"));
        await Expect(page.Locator("figcaption .out")).ToContainTextAsync("10 Mar 2026");
    }

    [Fact]
    public async Task Every_choice_is_in_the_address_and_back_restores_it()
    {
        await PlantAsync();
        var page = await app.OpenAsync(WinRate, 1440, 900);
        var by = page.GetByRole(AriaRole.Navigation, new() { Name = "Taken apart by" });
        await by.GetByText("Region").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, $"{WinRate}?by=region").ToString());
        await Expect(by.Locator("[aria-current=true]")).ToHaveTextAsync("Region");
        await page.Locator("section[aria-labelledby=made-of] tbody a").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("region=.*&by=country$"));
        await Expect(page.Locator(".chip[aria-label^='Remove Region']")).ToBeVisibleAsync();

        await page.GoBackAsync();
        await Expect(by.Locator("[aria-current=true]")).ToHaveTextAsync("Region");
    }

    [Fact]
    public async Task A_link_with_a_mistake_shows_the_usual_view_and_says_so()
    {
        await PlantAsync();
        var page = await app.OpenAsync($"{Savings}?unit=NOWHERE", 1440, 900);
        await Expect(page.Locator(".notice.warn")).ToContainTextAsync("The unit 'NOWHERE' does not exist.");
        await page.GotoAsync(new Uri(app.Address, $"{Savings}?bucket=fortnight").ToString());
        await Expect(page.Locator(".notice.warn")).ToContainTextAsync("bucket: 'fortnight' is not known.");
        await page.GotoAsync(new Uri(app.Address, "/metric/no.such.metric").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no metric 'no.such.metric'");
    }

    [Fact]
    public async Task A_reading_that_arrives_is_seen_and_listed_among_the_newest()
    {
        await PlantAsync();
        var page = await app.OpenAsync($"{WinRate}?period=30d", 1440, 900);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What it rests on" })).ToBeVisibleAsync();
        await app.IngestAsync(FormattableString.Invariant($"metric,unit,at,value,weight\nimpact.win_rate,A,{app.Clock.GetUtcNow().AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ},77,123\n"));
        await app.RolledUpAsync();
        await Expect(page.Locator("[aria-label='Newest readings'] tbody tr").First).ToContainTextAsync("123");
    }

    [Fact]
    public async Task A_note_stands_at_its_day_on_every_open_page_and_can_be_withdrawn_and_put_back()
    {
        await PlantAsync();
        const string Address = $"{WinRate}?period=2026-03-01..2026-03-31";
        var (page, other) = (await app.OpenAsync(Address, 1440, 900), await app.OpenAsync(Address, 1440, 900));
        var notes = page.Locator("section[aria-labelledby=notes]");
        await WriteNoteAsync(page, "2026-03-10");
        await Expect(other.Locator("section[aria-labelledby=notes] li")).ToContainTextAsync("New price list");
        await Expect(page.Locator("[role=slider] .remark")).ToHaveCountAsync(1);

        await notes.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(notes.Locator("li")).ToHaveCountAsync(0);
        await notes.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await Expect(notes.Locator("li")).ToContainTextAsync("New price list");
    }

    [Fact]
    public async Task A_target_is_set_judges_every_open_page_and_can_be_withdrawn_and_put_back()
    {
        await PlantAsync();
        const string Address = $"{WinRate}?period=2026-03-01..2026-03-31";
        var (page, other) = (await app.OpenAsync(Address, 1440, 900, role: Roles.Admin), await app.OpenAsync(Address, 1440, 900));
        var targets = page.Locator("section[aria-labelledby=targets]");
        await targets.GetByLabel("First day").FillAsync("2026-03-01");
        await targets.GetByLabel("Last day").FillAsync("2026-02-01");
        await targets.GetByLabel("Goal").FillAsync("50");
        await targets.GetByRole(AriaRole.Button, new() { Name = "Set target" }).ClickAsync();
        await Expect(targets.Locator(".problem")).ToContainTextAsync("The last day lies before the first.");

        await targets.GetByLabel("Last day").FillAsync("2026-03-31");
        await targets.GetByRole(AriaRole.Button, new() { Name = "Set target" }).ClickAsync();
        await Expect(targets.Locator("tbody tr")).ToContainTextAsync("The whole company");
        await targets.GetByLabel("Goal").FillAsync("60");
        await targets.GetByRole(AriaRole.Button, new() { Name = "Set target" }).ClickAsync();
        await Expect(targets.Locator(".problem")).ToContainTextAsync("A target is set for 1 Mar 2026 to 31 Mar 2026.");
        await Expect(other.Locator(".judged")).ToContainTextAsync("set for 1 Mar 2026 to 31 Mar 2026");
        await Expect(other.Locator("section[aria-labelledby=targets] button")).ToHaveCountAsync(0);

        await targets.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await Expect(targets.Locator("tbody tr")).ToHaveCountAsync(0);
        await targets.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await Expect(targets.Locator("tbody tr")).ToContainTextAsync("The whole company");
    }

    private static async Task WriteNoteAsync(IPage page, string day)
    {
        var notes = page.Locator("section[aria-labelledby=notes]");
        await notes.GetByLabel("Day").FillAsync(day);
        await notes.GetByLabel("What happened").FillAsync("New price list");
        await notes.GetByRole(AriaRole.Button, new() { Name = "Write note" }).ClickAsync();
        await Expect(notes.Locator("li").Last).ToContainTextAsync("New price list");
    }

    private async Task PlantAsync()
    {
        if (_planted)
            return;
        _planted = true;
        await app.AddUnitAsync("A");
        await app.AddUnitAsync("B");
        var now = app.Clock.GetUtcNow();
        await app.IngestAsync(FormattableString.Invariant($"""
            metric,unit,at,value,weight
            impact.win_rate,A,2026-02-10T10:00:00Z,40,100
            impact.win_rate,B,2026-02-10T10:00:00Z,80,100
            impact.win_rate,A,2026-03-10T10:00:00Z,135,300
            impact.win_rate,B,2026-03-10T10:00:00Z,82,100
            impact.win_rate,A,{now.AddDays(-3):yyyy-MM-ddTHH:mm:ssZ},50,100
            impact.win_rate,B,{now.AddDays(-2):yyyy-MM-ddTHH:mm:ssZ},60,100

            """));
        await app.RolledUpAsync();
    }
}
