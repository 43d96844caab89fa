using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The rules of the page's looks that only a drawn page can answer; docs/visual-rules.md says which is held where.</summary>
[Trait("Ring", "Browser")]
[Collection(DemoBrowser.Tests)]
public sealed class VisualRuleTests(DemoBrowser app) : IAsyncLifetime
{
    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => app.CloseAsync();

    [Fact]
    public async Task On_a_laptop_the_bars_have_their_heights_and_the_quadrants_one_size_and_their_order()
    {
        var page = await OpenAsync(1440, 900);
        (await HeightAsync(page, ".top")).ShouldBe(56);
        (await HeightAsync(page, ".bar")).ShouldBe(44);
        (await HeightAsync(page, "footer.status")).ShouldBe(25, "24 and its line");
        (await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.quadrant')].map(q => {
              const { left, right, height } = q.getBoundingClientRect();
              return `${q.dataset.quadrant} ${left < innerWidth / 2 ? 'left' : 'right'} ${Math.round(right - left)} ${Math.round(height)}`;
            })
            """)).Select(q => q.Split(' ')).ToList().ShouldSatisfyAllConditions(
                quadrants => quadrants.Select(q => q[0]).ShouldBe(["impact", "operations", "adoption", "risk"]),
                quadrants => quadrants.Select(q => q[1]).ShouldBe(["left", "right", "left", "right"]),
                quadrants => quadrants.Select(q => q[2]).Distinct().ShouldHaveSingleItem().ShouldBe("692"),
                quadrants => quadrants.Select(q => int.Parse(q[3], System.Globalization.CultureInfo.InvariantCulture)).ShouldAllBe(height => height >= 340));
    }

    [Fact]
    public async Task The_bar_breaks_by_the_width_of_the_window_and_not_by_that_of_the_letters()
    {
        var page = await OpenAsync(1440, 900);
        foreach (var (width, lines) in new[] { (1280, 2), (1350, 2), (1366, 2), (1440, 1) })
        {
            await page.SetViewportSizeAsync(width, 940);
            var heights = new List<int>();
            foreach (var font in new[] { "Inter Variable", "Inter Fallback", "Inter Fallback Linux" })
            {
                await page.EvaluateAsync("font => document.body.style.fontFamily = `\"${font}\"`", font);
                heights.Add(await HeightAsync(page, ".bar"));
            }
            heights.Distinct().ShouldHaveSingleItem($"{width} px").ShouldBe(lines == 1 ? 44 : 80);
        }
    }

    [Fact]
    public async Task All_columns_have_the_same_edges_in_the_four_quadrants()
    {
        var page = await OpenAsync(1440, 900);
        await page.OnEachAsync([new(1440, 900), new(1920, 1080), new(1280, 720)], async _ =>
        {
            // What was printed gives way to what is live.
            await DemoBrowser.FilledAsync(page);
            // The name's left edge, the number's right, and both of the delta, the trend and the bullet; unknown panels give
            // their columns to the reason.
            (await page.EvaluateAsync<string[]>("""
                [...new Set([...document.querySelectorAll('.face.row:not(.nodata, .error)')].map(row => {
                  const from = row.closest('.quadrant').getBoundingClientRect().left;
                  const edge = (part, side) => Math.round(row.querySelector(part).getBoundingClientRect()[side] - from);
                  return [edge('.name', 'left'), edge('.number', 'right'),
                    ...['.delta', '.trend', '.bullet-cell'].flatMap(part => [edge(part, 'left'), edge(part, 'right')])].join(' ');
                }))]
                """)).ShouldHaveSingleItem();
            await page.ShouldNotScrollSidewaysAsync();
        });
    }

    [Fact]
    public async Task Text_has_four_sizes_and_is_never_small()
    {
        var page = await OpenAsync(1440, 900);
        await page.OnEachAsync([new(1440, 900), new(390, 844)], async screen =>
            (await page.EvaluateAsync<string>("""
                [...new Set([...document.querySelectorAll('body *')]
                  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
                  .map(e => parseFloat(getComputedStyle(e).fontSize)))].sort((a, b) => a - b).map(size => `${size}px`).join(' ')
                """)).ShouldBe(screen.Width == 390 ? "14px 20px 40px" : "12px 14px 20px 40px"));
        (await page.EvaluateAsync<bool>("document.fonts.check('14px \"Inter Variable\"')")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_phone_s_first_screen_has_the_verdict_the_counts_and_four_headlines()
    {
        var page = await OpenAsync(390, 844);
        var cut = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.verdict .sentence, .verdict .tally, .face.headline .number')]
              .filter(e => !e.checkVisibility() || e.getBoundingClientRect().bottom > innerHeight).map(e => e.textContent.trim())
            """);
        cut.ShouldBeEmpty();
        (await page.Locator(".face.headline").CountAsync()).ShouldBe(4);
        await Expect(page.Locator(".face.row").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_can_be_pressed_is_large_enough_for_a_finger()
    {
        // Open for good: a laptop shows the same without it.
        var page = await OpenAsync(390, 844);
        await BrowserFixture.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Filters" }), page.Locator(".bar.open"));
        await page.OnEachAsync([new(390, 844), new(320, 700), new(1440, 900)], async screen =>
        {
            // A panel's link is as large as its panel, a picker's button fills its frame; links in a sentence are as high as it; links for the keyboard are seen only while they have the focus.
            (await page.EvaluateAsync<string[]>("""
                least => [...document.querySelectorAll('a, button:not(.picker *), .picker, input, select')]
                  .filter(e => e.checkVisibility() && !e.closest('.face, p') && !e.matches('.skip, .jump, .product'))
                  .filter(e => e.getBoundingClientRect().height < least - .5).map(e => `${e.textContent.trim()} ${e.getBoundingClientRect().height}`)
                """, screen.Width < 768 ? 44 : 24)).ShouldBeEmpty();
            await page.ShouldNotScrollSidewaysAsync();
        });
    }

    [Fact]
    public async Task A_quadrant_s_title_shows_it_alone_and_on_a_phone_it_is_open()
    {
        var page = await OpenAsync(390, 844);
        await page.Locator("[data-quadrant=risk] h2 a").ClickAsync();
        await Expect(page.Locator("[data-quadrant]")).ToHaveCountAsync(1);
        await Expect(page.Locator(".face.row:visible")).ToHaveCountAsync(3);
        await Expect(page).ToHaveURLAsync(new Uri(app.Address, "/?quadrant=risk").ToString());
    }

    [Fact]
    public async Task Motion_is_only_for_who_wants_it()
    {
        var page = await OpenAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.WaitForSelectorAsync(".face [data-value]");
        (await page.EvaluateAsync<string>(TintOfAChange)).ShouldBe("none 0s");
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        (await page.EvaluateAsync<string>(TintOfAChange)).ShouldEndWith(" 0.6s");
    }

    private const string TintOfAChange = """
        (() => {
          const number = document.querySelector('.face [data-value]');
          number.classList.add('tint');
          const { animationName, animationDuration } = getComputedStyle(number);
          return `${animationName === 'none' ? 'none' : 'tint'} ${animationName === 'none' ? '0s' : animationDuration}`;
        })()
        """;

    private async Task<IPage> OpenAsync(int width, int height)
    {
        var page = await app.OpenAsync("/", width, height);
        await DemoBrowser.FilledAsync(page);
        return page;
    }

    private static Task<int> HeightAsync(IPage page, string selector) =>
        page.EvaluateAsync<int>("selector => Math.round(document.querySelector(selector).getBoundingClientRect().height)", selector);
}
