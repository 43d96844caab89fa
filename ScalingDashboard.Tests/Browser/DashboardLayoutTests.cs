using Microsoft.Playwright;
using ScalingDashboard.Platform.Access;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What can be checked of the page's looks by machine, at every width and in both themes.</summary>
[Trait("Ring", "Browser")]
public sealed class DashboardLayoutTests(BrowserFixture app) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Past = "/?asOf=2026-01-01T00:00:00Z";

    private static readonly Screen Laptop = new(1440, 900), Desktop = new(1920, 1080), Phone = new(390, 844), SmallPhone = new(320, 700);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => app.CloseAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/?period=2026-01-01..2026-03-31&compare=year")]
    [InlineData(Past)]
    public async Task The_board_fits_every_screen_and_the_browser_has_no_complaint(string path)
    {
        var noise = new List<string>();
        var page = await app.OpenAsync(path, Laptop.Width, Laptop.Height, noise: noise);
        await page.WaitForSelectorAsync("[data-panel]");
        await Expect(page.Locator("[data-panel]")).ToHaveCountAsync(16);
        (await page.Locator(".past").CountAsync()).ShouldBe(path == Past ? 1 : 0);
        await page.OnEachAsync([Laptop, Desktop, Phone, SmallPhone], async screen =>
        {
            // What was printed gives way to what is live.
            await Expect(page.Locator("[data-panel]")).ToHaveCountAsync(16);
            await page.ShouldNotScrollSidewaysAsync();
            if (screen == Laptop || screen == Desktop)
            {
                await page.ShouldNotScrollDownAsync();
                await ShouldBeAlignedAsync(page);
            }
        });
        noise.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/", 1440, 390)]
    [InlineData("/?panel=impact.savings", 1440)]
    [InlineData("/?quadrant=risk", 390)]
    [InlineData(Past, 1440, 390)]
    [InlineData("/reports", 1440, 390)]
    public async Task Axe_finds_no_barrier(string path, params int[] widths)
    {
        var page = await app.OpenAsync(path, 1440, 900);
        await page.WaitForSelectorAsync("h1");
        await page.OnEachAsync(Screens.InBothThemes(widths), async _ => (await Barriers.OnAsync(page)).ShouldBeEmpty());
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
        await page.ShouldNotScrollSidewaysAsync();
    }

    // No label is cut, and the columns have the same edges in all quadrants.
    private static async Task ShouldBeAlignedAsync(IPage page)
    {
        (await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.quadrant h2, .face, .face .metric, .face .name, .outcome h2')]
              .filter(e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1).map(e => e.textContent.trim())
            """)).ShouldBeEmpty("cut");
        (await page.EvaluateAsync<string[]>("""
            [...new Set([...document.querySelectorAll('.face.row')].map(row => {
              const left = row.closest('.quadrant').getBoundingClientRect().left;
              const { left: name } = row.querySelector('.name').getBoundingClientRect();
              const { right: number } = row.querySelector('.number').getBoundingClientRect();
              return `${Math.round(name - left)} ${Math.round(number - left)}`;
            }))]
            """)).ShouldHaveSingleItem("edges of columns");
    }
}
