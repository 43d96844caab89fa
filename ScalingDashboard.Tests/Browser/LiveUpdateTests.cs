using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The promise of the product in one test: a reading goes in, the number on an open page changes.</summary>
[Trait("Ring", "Browser")]
public sealed class LiveUpdateTests(BrowserFixture app, ITestOutputHelper output) : IClassFixture<BrowserFixture>
{
    private const string Headline = "[data-panel='impact.savings'] [data-value]";

    [Fact]
    public async Task Csv_goes_in_and_the_number_changes_on_the_open_page_without_reload()
    {
        await app.AddUnitAsync("FIN-DE");
        var page = await app.OpenAsync("/?period=30d", 1440, 900);
        await SendAsync(100, "first");
        await Expect(page.Locator(Headline)).ToHaveAttributeAsync("data-value", "100");
        await page.EvaluateAsync("window.notReloaded = true");

        var total = 100;
        var delays = new List<double>();
        for (var i = 1; i <= 10; i++)
        {
            total += i;
            await SendAsync(i, $"n{i}");
            var answered = Stopwatch.GetTimestamp();
            await page.WaitForFunctionAsync("([selector, value]) => document.querySelector(selector)?.dataset.value === value",
                new[] { Headline, total.ToString(System.Globalization.CultureInfo.InvariantCulture) }, new() { PollingInterval = 10 });
            delays.Add(Stopwatch.GetElapsedTime(answered).TotalMilliseconds);
        }

        output.WriteLine($"POST answered to pixel, ms: {string.Join(", ", delays.Order().Select(d => d.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))}");
        (await page.EvaluateAsync<bool>("window.notReloaded")).ShouldBeTrue();
    }

    private Task<JsonElement> SendAsync(int value, string key) =>
        app.IngestAsync(FormattableString.Invariant($"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,FIN-DE,,{app.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ},{value},,{key}\n"));
}
