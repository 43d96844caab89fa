using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The board on paper, as the browser prints it.</summary>
[Trait("Ring", "Browser")]
public sealed partial class PrintTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData("/", 1440, ColorScheme.Light)]
    [InlineData("/?period=90d&compare=year&panel=impact.savings", 1440, ColorScheme.Dark)]
    [InlineData("/?quadrant=risk", 1920, ColorScheme.Light)]
    [InlineData("/?asOf=2026-01-01T00:00:00Z", 390, ColorScheme.Light)]
    public async Task The_board_is_one_sheet_of_a4_lying(string path, int width, ColorScheme theme)
    {
        var page = await app.OpenAsync(path, width, 900, theme);
        await page.WaitForSelectorAsync("[data-panel]");
        var paper = Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        Sheet().Count(paper).ShouldBe(1);
        var box = Box().Match(paper);
        // 297 by 210 mm in points.
        (Math.Round(double.Parse(box.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)),
            Math.Round(double.Parse(box.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))).ShouldBe((842, 595));
    }

    [Fact]
    public async Task Paper_says_period_filter_and_moment_and_has_nothing_to_press()
    {
        await app.AddUnitAsync("FIN-DE");
        var page = await app.OpenAsync("/?period=90d&unit=FIN-DE", 1440, 900);
        await page.WaitForSelectorAsync("[data-panel]");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator(".printed")).ToBeVisibleAsync();
        await Expect(page.Locator(".printed")).ToContainTextAsync("90 days:");
        await Expect(page.Locator(".printed")).ToContainTextAsync("Filter: unit FIN-DE.");
        await Expect(page.GetByText("As of")).ToBeVisibleAsync();
        (await page.Locator("button:visible, nav:visible a:visible").CountAsync()).ShouldBe(0);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex Sheet();

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex Box();
}
