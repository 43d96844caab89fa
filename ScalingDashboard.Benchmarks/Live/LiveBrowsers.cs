using System.Net;
using Microsoft.Playwright;

namespace ScalingDashboard.Benchmarks.Live;

/// <summary>Real browsers, each a Chromium of its own with one board, beside boards that have none: they draw what they are sent.</summary>
internal sealed class LiveBrowsers : IAsyncDisposable
{
    // Answered in the frame after the one in which the figure was put into the page.
    private const string See = """
        figure => new Promise(resolve => {
            const isThere = () => document.querySelector(`[data-panel="impact.savings"] [data-value="${figure}"]`) !== null;
            const seen = () => requestAnimationFrame(() => resolve(Date.now()));
            if (isThere()) return seen();
            const observer = new MutationObserver(() => { if (isThere()) { observer.disconnect(); seen(); } });
            observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """;

    private readonly IPlaywright _playwright;
    private readonly List<IPage> _pages = [];

    private LiveBrowsers(IPlaywright playwright) => _playwright = playwright;

    /// <param name="cookies">Of somebody who has signed in.</param>
    public static async Task<LiveBrowsers> OpenAsync(ServedProduct product, string cookies, int count)
    {
        var browsers = new LiveBrowsers(await Playwright.CreateAsync());
        for (var number = 0; number < count; number++)
        {
            var browser = await browsers._playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
            var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
            var container = new CookieContainer();
            foreach (var cookie in cookies.Split("; "))
                container.SetCookies(product.Address, cookie);
            await context.AddCookiesAsync(container.GetCookies(product.Address).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = product.Address.ToString() }));
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(product.Address, "/?period=12m").ToString());
            await page.Locator(".status .pulse.live").WaitForAsync();
            browsers._pages.Add(page);
        }
        return browsers;
    }

    /// <summary>When each of them shows the figure, by the clock of this machine, in milliseconds.</summary>
    public Task<double[]> SeeAsync(string figure) => Task.WhenAll(_pages.Select(page => page.EvaluateAsync<double>(See, figure)));

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
            await page.Context.Browser!.CloseAsync();
        _playwright.Dispose();
    }
}
