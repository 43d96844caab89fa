using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The one Chromium of the whole run: started by the first test that needs it, closed after the last. Each window
/// has a profile of its own, so tests do not meet in it.</summary>
internal static class Chromium
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    // Milliseconds. On a busy machine a page takes more than the usual five seconds to become live.
    private const float Patience = 15_000;

    private static readonly Lazy<Task<IBrowser>> Browser = new(StartAsync);

    private static IPlaywright? _playwright;

    /// <summary>An empty page in a profile of its own.</summary>
    public static async Task<IPage> NewPageAsync(BrowserNewContextOptions options) =>
        await (await (await Browser.Value).NewContextAsync(options)).NewPageAsync();

    /// <summary>Its driver ends the browser when it is let go.</summary>
    public static void Stop() => _playwright?.Dispose();

    private static async Task<IBrowser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
    }
}
