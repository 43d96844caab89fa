using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>Numbers change under the eyes of a reader, and nothing around them moves.</summary>
[Trait("Ring", "Browser")]
public sealed class LiveShiftTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string Headline = "[data-panel='impact.savings'] [data-value]";

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task Nothing_moves_while_numbers_gain_and_lose_digits(int width, int height)
    {
        var unit = $"FIN-{width}";
        await app.AddUnitAsync(unit);
        await SendAsync(unit, 1, 99.5m);
        var page = await app.OpenAsync($"/?period=30d&unit={unit}", width, height);
        await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", "1");
        await page.EvaluateAsync(Shifts.Watch);
        // What was drawn until here was drawn for the first time.
        await page.EvaluateAsync("window.shift = 0, window.shifted = []");

        foreach (var value in new[] { 11, 111, 1_111, 11_111, 1_111_111, 7, 7_777_777, 12 })
        {
            await SendAsync(unit, value, value % 100);
            await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", value.ToString(CultureInfo.InvariantCulture));
        }
        // Two frames later the browser has counted.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        (await Shifts.OfAsync(page)).ShouldBeLessThanOrEqualTo(0.02, string.Join("; ", await Shifts.SourcesAsync(page)));
    }

    /// <summary>The same reading again with another value: a correction, so the sum is what is sent.</summary>
    private async Task SendAsync(string unit, decimal savings, decimal adoption)
    {
        var day = app.Clock.GetUtcNow().Date.AddDays(-1).ToString("yyyy-MM-dd'T'12:00:00'Z'", CultureInfo.InvariantCulture);
        await app.IngestAsync(FormattableString.Invariant(
            $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,{unit},,{day},{savings},,a\nadoption.ticket_backlog,{unit},,{day},{adoption},,b\n"));
    }
}
