using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What is printed once for all pages of a reader goes with the page that is open: the title of the tab, and the way back from the choice of a language.</summary>
[Trait("Ring", "Browser")]
public sealed partial class BesideThePageTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Title_and_languages_follow_to_another_page()
    {
        // Before it is live, a link loads its page whole, with all that is printed beside it.
        var page = await app.OpenLiveAsync("/");
        await Expect(page).ToHaveTitleAsync(Dashboard());
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Reports" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync(Reports());
        var languages = page.Locator("#languages");
        await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Language", Exact = true }), page.Locator("#languages:popover-open"));
        await languages.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();
        await Expect(page.Locator("html[lang=de]")).ToHaveCountAsync(1);
        new Uri(page.Url).PathAndQuery.ShouldBe("/reports");
    }

    [GeneratedRegex("^Dashboard · ")]
    private static partial Regex Dashboard();

    [GeneratedRegex("^Reports · ")]
    private static partial Regex Reports();
}
