using System.Text.RegularExpressions;
using ScalingDashboard.Host;
using ScalingDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>A page beyond a reader's places shows its figures, says why they stand still, and is live when there is a place.</summary>
[Trait("Ring", "Browser")]
public sealed class PagePlaceTests(PagePlaceTests.OnePage app) : IClassFixture<PagePlaceTests.OnePage>
{
    /// <summary>A reader has one place.</summary>
    public sealed class OnePage() : BrowserFixture(Launch.NoCompany, mostPages: "1");

    [Fact]
    public async Task A_page_without_a_place_stands_still_and_says_so_until_it_is_loaded_with_one()
    {
        var first = await app.OpenLiveAsync("/");
        await Expect(first.Locator("footer .live")).ToHaveTextAsync("Live");
        await Expect(first.Locator("#reconnect")).ToBeHiddenAsync();

        var second = await app.OpenAsync("/", 1440, 900);
        await Expect(second.Locator("#reconnect")).ToHaveTextAsync(new Regex("^This page stands still: too many live pages are open"));
        (await second.Locator("[data-panel]").CountAsync()).ShouldBe(16);

        await first.CloseAsync();
        await Expect(second.Locator("#reconnect")).ToBeVisibleAsync();
        // The host hears of the closed page in its own time.
        await Eventually.TrueAsync(
            async () => (await second.RunAndWaitForResponseAsync(() => second.ReloadAsync(), answer => answer.Url.Contains("/_blazor/negotiate", StringComparison.Ordinal))).Ok,
            TimeSpan.FromSeconds(30));
        await Expect(second.Locator("#reconnect")).ToBeHiddenAsync();
    }
}
