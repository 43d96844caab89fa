using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Measurement;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The pages as somebody sees them whose browser asks for German: longer words in the same room.</summary>
[Trait("Ring", "Browser")]
public sealed class GermanPagesTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string German = "de-DE", Metric = "/metric/impact.cost_savings.cashable?period=30d", Headline = "[data-panel='impact.savings'] [data-value]";

    [Theory]
    [InlineData("/", "Übersicht der KI-Leistung im Unternehmen", 1440, 390, 320)]
    [InlineData("/?panel=impact.savings", "Übersicht der KI-Leistung im Unternehmen", 1440)]
    [InlineData(Metric, "Cashable savings", 1440, 390)]
    [InlineData("/reports", "Berichte", 320)]
    [InlineData("/imports", "Importe", 390)]
    [InlineData("/data-quality", "Datenqualität", 390)]
    public async Task A_german_page_fits_and_has_no_barrier(string path, string heading, params int[] widths)
    {
        await SendAsync(52_400_000, "first");
        var noise = new List<string>();
        var page = await app.OpenAsync(path, 1440, 900, noise: noise, role: Roles.Admin, locale: German);
        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
        (await page.GetAttributeAsync("html", "lang")).ShouldBe("de");
        await page.OnEachAsync(widths.Select(width => new Screen(width, 900)), async screen =>
        {
            await page.ShouldNotScrollSidewaysAsync();
            if (path == "/" && screen.Width == 1440)
                await page.ShouldNotScrollDownAsync();
            (await Barriers.OnAsync(page)).ShouldBeEmpty();
        });
        noise.ShouldBeEmpty();
    }

    [Fact]
    public async Task Live_figures_stay_german()
    {
        await SendAsync(1, "low");
        var page = await app.OpenAsync("/?period=30d", 1440, 900, locale: German);
        var before = decimal.Parse((await page.GetAttributeAsync(Headline, "data-value"))!, System.Globalization.CultureInfo.InvariantCulture);
        await SendAsync(61_500_000 - (int)before, "live");

        await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", "61500000");
        (await page.InnerTextAsync(Headline)).ShouldBe($"61,5{Formatting.Thin}Mio.{Formatting.Thin}$");
        await Expect(page.Locator(".pulse")).ToHaveTextAsync("Aktuell");
    }

    [Fact]
    public async Task The_language_is_chosen_in_the_bar_and_the_page_stays_the_same()
    {
        // A list that was opened before the page is live is closed by it.
        var page = await app.OpenLiveAsync("/?period=90d");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Language", Exact = true }), page.Locator("#languages:popover-open"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/?period=90d").ToString());
        await Expect(page.Locator("[data-quadrant=impact] h2")).ToHaveTextAsync("Geschäftsbeitrag");
    }

    private async Task SendAsync(int value, string key)
    {
        await app.AddUnitAsync("FIN-DE");
        await app.IngestAsync(FormattableString.Invariant($"metric,unit,at,value,key\nimpact.cost_savings.cashable,FIN-DE,{app.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ},{value},{key}\n"));
        await app.RolledUpAsync();
    }
}
