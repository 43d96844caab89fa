using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>Numbers change under the eyes of a reader, and nothing around them moves.</summary>
[Trait("Ring", "Browser")]
public sealed class LiveShiftTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string Unit = "FIN-DE", Headline = "[data-panel='impact.savings'] [data-value]";

    [Fact]
    public async Task Nothing_moves_while_numbers_gain_and_lose_digits()
    {
        await app.AddUnitAsync(Unit);
        await SendAsync(1, 99.5m);
        var pages = new[] { await OpenAsync(1440, 900), await OpenAsync(390, 844) };
        foreach (var value in new[] { 11, 111, 1_111, 11_111, 1_111_111, 7, 7_777_777, 12 })
        {
            await SendAsync(value, value % 100);
            foreach (var page in pages)
                await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", value.ToString(CultureInfo.InvariantCulture));
        }
        foreach (var page in pages)
        {
            // Two frames later the browser has counted.
            await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            (await Shifts.OfAsync(page)).ShouldBeLessThanOrEqualTo(0.02, $"{page.ViewportSize!.Width} px: {string.Join("; ", await Shifts.SourcesAsync(page))}");
        }
    }

    private async Task<IPage> OpenAsync(int width, int height)
    {
        var page = await app.OpenAsync($"/?period=30d&unit={Unit}", width, height);
        await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", "1");
        await page.EvaluateAsync(Shifts.Watch);
        // What was drawn until here was drawn for the first time.
        await page.EvaluateAsync("window.shift = 0, window.shifted = []");
        return page;
    }

    /// <summary>The same reading again with another value: a correction, so the sum is what is sent.</summary>
    private async Task SendAsync(decimal savings, decimal adoption)
    {
        var day = app.Clock.GetUtcNow().Date.AddDays(-1).ToString("yyyy-MM-dd'T'12:00:00'Z'", CultureInfo.InvariantCulture);
        await app.IngestAsync(FormattableString.Invariant(
            $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,{Unit},,{day},{savings},,a\nadoption.ticket_backlog,{Unit},,{day},{adoption},,b\n"));
    }
}
