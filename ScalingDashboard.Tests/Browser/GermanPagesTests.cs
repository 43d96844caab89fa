using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The pages as somebody sees them whose browser asks for German: longer words in the same room.</summary>
[Trait("Ring", "Browser")]
public sealed class GermanPagesTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string German = "de-DE", Metric = "/metric/impact.cost_savings.cashable?period=30d", Headline = "[data-panel='impact.savings'] [data-value]";

    [Theory]
    [InlineData("/", 1440, "Übersicht der KI-Leistung im Unternehmen")]
    [InlineData("/", 390, "Übersicht der KI-Leistung im Unternehmen")]
    [InlineData("/", 320, "Übersicht der KI-Leistung im Unternehmen")]
    [InlineData("/?panel=impact.savings", 1440, "Übersicht der KI-Leistung im Unternehmen")]
    [InlineData(Metric, 1440, "Cashable savings")]
    [InlineData(Metric, 390, "Cashable savings")]
    [InlineData("/reports", 320, "Berichte")]
    [InlineData("/imports", 390, "Importe")]
    [InlineData("/data-quality", 390, "Datenqualität")]
    public async Task A_german_page_fits_and_has_no_barrier(string path, int width, string heading)
    {
        await SendAsync(52_400_000, "first");
        var noise = new List<string>();
        var page = await app.OpenAsync(path, width, 900, noise: noise, role: Roles.Admin, locale: German);
        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);

        (await page.GetAttributeAsync("html", "lang")).ShouldBe("de");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");
        if (path == "/" && width == 1440)
            (await page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(0, "scrolling down");
        (await Barriers.OnAsync(page)).ShouldBeEmpty();
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
        var page = await app.OpenAsync("/?period=90d", 1440, 900);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        // A list that was opened before the page is live is closed by it, and is opened again.
        await Eventually.TrueAsync(async () =>
        {
            await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Language", Exact = true }), page.Locator("#languages:popover-open"));
            try
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Deutsch" }).ClickAsync(new() { Timeout = 2_000 });
            }
            catch (TimeoutException)
            {
                return false;
            }
            return true;
        }, TimeSpan.FromSeconds(30));

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
