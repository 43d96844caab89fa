using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Measurement;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What an analyst does with the data quality, in a real browser.</summary>
[Trait("Ring", "Browser")]
public sealed class DataQualityTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private static bool _planted;

    [Fact]
    public async Task The_page_fits_and_has_no_barrier()
    {
        await PlantAsync();
        var noise = new List<string>();
        var page = await app.OpenAsync("/data-quality?metric=adoption.ticket_backlog", 1440, 900, noise: noise, role: Roles.Analyst);
        await page.WaitForSelectorAsync("[data-reading]");
        await page.WaitForSelectorAsync("li[data-unit]");
        await page.OnEachAsync(Screens.InBothThemes(1440, 390), async _ =>
        {
            await page.ShouldNotScrollSidewaysAsync();
            (await Barriers.OnAsync(page)).ShouldBeEmpty();
        });
        noise.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_analyst_decides_with_keys_alone_and_the_figure_follows()
    {
        await PlantAsync();
        await app.AddUnitAsync("KEYS");
        var at = app.Clock.GetUtcNow().AddMinutes(-2);
        await app.IngestAsync(FormattableString.Invariant($"metric,unit,system,at,value,weight,key\nimpact.csat,KEYS,,{at:yyyy-MM-ddTHH:mm:ssZ},300,100,\nimpact.csat,KEYS,,{at.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ},301,100,\n"));
        var page = await app.OpenAsync("/data-quality", 1440, 900, role: Roles.Analyst);
        var rows = page.Locator("tr[data-reading]").Filter(new() { HasText = "KEYS" });
        await Expect(rows).ToHaveCountAsync(2);

        // What cannot be used yet cannot be focused.
        await Expect(rows.First.GetByRole(AriaRole.Checkbox)).ToBeEnabledAsync();
        await rows.First.GetByRole(AriaRole.Checkbox).FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(rows.Nth(1).GetByRole(AriaRole.Checkbox)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("r");
        await Expect(rows).ToHaveCountAsync(1);
        // The next key is heard when the decision is through.
        await Expect(page.GetByTestId("decision")).ToContainTextAsync("1 reading refused");
        await rows.First.GetByRole(AriaRole.Checkbox).FocusAsync();
        await page.Keyboard.PressAsync("a");

        await Expect(rows).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("decision")).ToContainTextAsync("1 reading accepted in batch");
        await app.RolledUpAsync();
        (await app.GetAsync("/api/v1/metrics/impact.csat/series?bucket=month&unit=KEYS")).GetRawText().ShouldContain("\"value\":301,");
    }

    private async Task PlantAsync()
    {
        if (_planted)
            return;
        _planted = true;
        foreach (var unit in new[] { "FIN-DE", "FIN-US", "OPS-FR" })
            await app.AddUnitAsync(unit);
        var at = app.Clock.GetUtcNow().AddHours(-5);
        string Row(string metric, string unit, double minutes, string value, string weight = "") => FormattableString.Invariant($"{metric},{unit},,{at.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ},{value},{weight},\n");
        await app.IngestAsync("metric,unit,system,at,value,weight,key\n"
            + Row("adoption.ticket_backlog", "FIN-DE", 0, "12") + Row("adoption.ticket_backlog", "FIN-US", 299, "7") + Row("adoption.ticket_backlog", "OPS-FR", 200, "-3")
            + Row("impact.csat", "FIN-DE", 0, "412", "100") + Row("impact.csat", "FIN-US", 1, "51", "100") + Row("impact.nps", "OPS-FR", 9, "-250", "100")
            + Row("impact.csat", "NOBODY", 0, "1", "1") + Row("impact.csat", "FIN-DE", 400, "1", "1"));
        await app.Services.GetRequiredService<Intake>().WriteDownAsync(CancellationToken.None);
        await app.RolledUpAsync();
    }
}
