using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>The Chromium of all tests of a class: each opens a page of its own, which may get another script than the product's.</summary>
internal sealed class RigBrowser : IAsyncDisposable
{
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private RigBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<RigBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments }));
    }

    /// <summary>A browser with cookies of its own.</summary>
    public Task<IBrowserContext> OpenAsync(Uri address) =>
        _browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1920, Height = 1080 } });

    /// <param name="context">Whose page it is.</param>
    /// <param name="script">Name of the file without its ending.</param>
    /// <param name="mutation">What the page gets in place of it.</param>
    public static async Task<IPage> PageAsync(IBrowserContext context, string script, Func<string, string> mutation)
    {
        var page = await context.NewPageAsync();
        // The file's address holds a mark of what is in it.
        await page.RouteAsync($"**/{script}*.js", async route =>
        {
            var original = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = original, Body = mutation(await original.TextAsync()) });
        });
        return page;
    }

    /// <summary>The reading that changes the number on the pages.</summary>
    public static async Task SendReadingAsync(HttpClient sender, ProductHost host)
    {
        var csv = string.Create(CultureInfo.InvariantCulture,
            $"metric,unit,system,at,value,weight,key\nimpact.cost_savings.cashable,{FaultRig.Unit},,{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ},7,,{Guid.CreateVersion7():N}\n");
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await sender.PostAsync(new Uri(host.Address, "/api/v1/readings"), content);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
