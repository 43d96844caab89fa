using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What can be checked of the page's looks by machine, at every width and in both themes.</summary>
[Trait("Ring", "Browser")]
public sealed class DashboardLayoutTests(BrowserFixture app) : IClassFixture<BrowserFixture>
{
    private const string Past = "/?asOf=2026-01-01T00:00:00Z";

    public static TheoryData<string, int, int, bool> Screens => new()
    {
        { "/", 1440, 900, true }, { "/", 1920, 1080, true }, { "/", 390, 844, false }, { "/", 320, 700, false },
        { "/?period=2026-01-01..2026-03-31&compare=year", 1440, 900, true }, { "/?period=2026-01-01..2026-03-31&compare=year", 320, 700, false },
        { Past, 1440, 900, true }, { Past, 1920, 1080, true }, { Past, 390, 844, false }, { Past, 320, 700, false },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_page_fits_its_screen_and_the_browser_has_no_complaint(string path, int width, int height, bool wholeBoard)
    {
        var noise = new List<string>();
        var page = await app.OpenAsync(path, width, height, noise: noise);
        await page.WaitForSelectorAsync("[data-panel]");
        await Expect(page.Locator("[data-panel]")).ToHaveCountAsync(16);
        (await page.Locator(".past").CountAsync()).ShouldBe(path == Past ? 1 : 0);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");
        if (wholeBoard)
            (await page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(0, "scrolling down");
        noise.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/", 1440, ColorScheme.Light)]
    [InlineData("/", 1440, ColorScheme.Dark)]
    [InlineData("/", 390, ColorScheme.Light)]
    [InlineData("/?panel=impact.savings", 1440, ColorScheme.Light)]
    [InlineData("/?quadrant=risk", 390, ColorScheme.Dark)]
    [InlineData(Past, 1440, ColorScheme.Light)]
    [InlineData(Past, 390, ColorScheme.Dark)]
    [InlineData("/reports", 1440, ColorScheme.Light)]
    [InlineData("/reports", 390, ColorScheme.Dark)]
    public async Task Axe_finds_no_barrier(string path, int width, ColorScheme theme)
    {
        var page = await app.OpenAsync(path, width, 900, theme);
        await page.WaitForSelectorAsync("h1");
        (await Barriers.OnAsync(page)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("More", 1440, ColorScheme.Light)]
    [InlineData("More", 390, ColorScheme.Dark)]
    [InlineData("Views", 1440, ColorScheme.Dark)]
    [InlineData("Keyboard shortcuts", 1440, ColorScheme.Light)]
    public async Task Axe_finds_no_barrier_in_what_a_button_opens(string button, int width, ColorScheme theme)
    {
        var page = await app.OpenAsync("/", width, 900, theme, role: Roles.Admin);
        await page.WaitForSelectorAsync("[data-panel]");
        if (width < 768)
            await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Filters" }), page.Locator(".bar.open"));
        var opened = page.Locator(".picker .list, dialog[open]");
        await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First, opened);
        (await Barriers.OnAsync(page)).ShouldBeEmpty();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");
    }

    [Theory]
    [InlineData("/", 1440, 900)]
    [InlineData("/", 1920, 1080)]
    [InlineData(Past, 1440, 900)]
    public async Task No_label_is_cut_and_the_columns_have_the_same_edges_in_all_quadrants(string path, int width, int height)
    {
        var page = await app.OpenAsync(path, width, height);
        await page.WaitForSelectorAsync("[data-panel]");
        (await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.quadrant h2, .face, .face .metric, .face .name, .outcome h2')]
              .filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1).map(e => e.textContent.trim())
            """)).ShouldBeEmpty();
        (await page.EvaluateAsync<string[]>("""
            [...new Set([...document.querySelectorAll('.face.row')].map(row => {
              const left = row.closest('.quadrant').getBoundingClientRect().left;
              const { left: name } = row.querySelector('.name').getBoundingClientRect();
              const { right: number } = row.querySelector('.number').getBoundingClientRect();
              return `${Math.round(name - left)} ${Math.round(number - left)}`;
            }))]
            """)).ShouldHaveSingleItem();
    }
}
