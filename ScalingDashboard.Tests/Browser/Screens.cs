using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The size of a window and the theme its person prefers.</summary>
internal readonly record struct Screen(int Width, int Height, ColorScheme Theme = ColorScheme.Light)
{
    public override string ToString() => $"{Width} by {Height}, {Theme}";
}

/// <summary>One page on many screens.</summary>
internal static class Screens
{
    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    public static IEnumerable<Screen> InBothThemes(params int[] widths) => widths.SelectMany(width => Themes, (width, theme) => new Screen(width, 900, theme));

    /// <summary>Shows an open page on one screen after the other, because to open it takes ten times as long. What fails on
    /// any of them is told together.</summary>
    public static async Task OnEachAsync(this IPage page, IEnumerable<Screen> screens, Func<Screen, Task> check)
    {
        var failures = new List<string>();
        foreach (var screen in screens)
        {
            await page.SetViewportSizeAsync(screen.Width, screen.Height);
            await page.EmulateMediaAsync(new() { ColorScheme = screen.Theme });
            try
            {
                await check(screen);
            }
            catch (Exception e) when (e is ShouldAssertException or PlaywrightException or TimeoutException)
            {
                failures.Add($"{page.Url} on {screen}: {e.Message}");
            }
        }
        failures.ShouldBeEmpty();
    }

    public static async Task ShouldNotScrollSidewaysAsync(this IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, "sideways scrolling");

    public static async Task ShouldNotScrollDownAsync(this IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollHeight - innerHeight")).ShouldBeLessThanOrEqualTo(0, "scrolling down");
}
