using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The keyboard in a real browser: what single keys do, and that they can be switched off.</summary>
[Trait("Ring", "Browser")]
public sealed class ShortcutTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_question_mark_lists_the_shortcuts_and_escape_gives_the_focus_back()
    {
        var page = await OpenAsync();
        await page.Keyboard.PressAsync("?");
        var help = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await Expect(help).ToBeVisibleAsync();
        await Expect(help.Locator("kbd")).ToHaveCountAsync(8);
        // A modal dialog of the browser holds the focus: behind it nothing can be reached.
        (await page.EvaluateAsync<bool>("document.querySelector('dialog').matches(':modal') && document.activeElement.closest('dialog') !== null")).ShouldBeTrue();
        await page.Keyboard.PressAsync("Escape");
        await Expect(help).ToBeHiddenAsync();
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/").ToString());
    }

    [Fact]
    public async Task A_number_shows_one_quadrant_alone_and_escape_all_four()
    {
        var page = await OpenAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(page).ToHaveURLAsync(new Regex(@"/\?quadrant=operations$"));
        await Expect(page.Locator("[data-quadrant]")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-panel]")).ToHaveCountAsync(4);
        await page.ShouldNotScrollDownAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("[data-quadrant]")).ToHaveCountAsync(4);
        await page.GoBackAsync();
        await Expect(page.Locator("[data-quadrant]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_filters_and_the_theme_are_a_key_away_and_a_field_keeps_its_letters()
    {
        var page = await OpenAsync();
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Region" })).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Views" }).ClickAsync();
        var name = page.GetByLabel("Save this view as");
        await name.PressSequentiallyAsync("t 1?/re");
        await Expect(name).ToHaveValueAsync("t 1?/re");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.Locator("[data-quadrant]")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Who_switches_the_shortcuts_off_keeps_escape_and_finds_them_off_again()
    {
        var page = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keyboard shortcuts" }).ClickAsync();
        await page.GetByRole(AriaRole.Switch).UncheckAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        // The page that is left lets go of its circuit in its own time.
        var again = await LiveAsync(async () =>
        {
            var next = await page.Context.NewPageAsync();
            await next.GotoAsync("/?quadrant=risk", new() { WaitUntil = WaitUntilState.Load });
            return next;
        });
        await again.Keyboard.PressAsync("t");
        await again.Keyboard.PressAsync("?");
        await again.Keyboard.PressAsync("Escape");
        await Expect(again.Locator("[data-quadrant]")).ToHaveCountAsync(4);
        await Expect(again.Locator("html")).Not.ToHaveAttributeAsync("data-theme", "dark");
        await Expect(again.Locator("dialog")).ToBeHiddenAsync();
    }

    private Task<IPage> OpenAsync() => LiveAsync(() => app.OpenAsync("/", 1440, 900));

    // Before the circuit stands a key that presses a link loads a page; after it the page changes in place.
    private async Task<IPage> LiveAsync(Func<Task<IPage>> open)
    {
        var feed = app.Services.GetRequiredService<LiveFeed>();
        var before = feed.SubscriberCount;
        var page = await open();
        await page.WaitForSelectorAsync("[data-panel]");
        await Eventually.TrueAsync(() => feed.SubscriberCount > before, TimeSpan.FromSeconds(30));
        // The heading takes the focus when the page has come; later nothing takes it away.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        return page;
    }
}
