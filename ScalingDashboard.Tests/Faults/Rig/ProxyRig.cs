using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A page of one of two hosts behind a proxy, both of which serve when it is opened.</summary>
internal sealed class ProxyRig : IAsyncDisposable
{
    public const string Number = "[data-panel='impact.savings'] [data-value]";

    // What a page that was loaded anew has lost.
    private const string Mark = "window.loadedBefore";

    private readonly ProxiedHosts _shared;
    private readonly IPage _page;

    private ProxyRig(ProxiedHosts shared, IPage page) => (_shared, _page) = (shared, page);

    /// <summary>That the page in the browser came from.</summary>
    public ProductHost Serving => _shared.Hosts.Single(host => host.Address == _shared.Proxy.LastServedBy("/"));

    public ProductHost Other => _shared.Hosts.Single(host => host != Serving);

    /// <param name="shared">Of all tests of the class.</param>
    /// <param name="mutation">What the browser gets in place of the page's script.</param>
    public static async Task<ProxyRig> StartAsync(ProxiedHosts shared, Func<string, string> mutation)
    {
        // The test before may have killed one.
        await Task.WhenAll(shared.Hosts.Select(host => host.RunAsync()));
        var page = await RigBrowser.PageAsync(shared.Person, "shell", mutation);
        await page.GotoAsync("/");
        return new(shared, page);
    }

    public Task MarkAsync() => _page.EvaluateAsync($"{Mark} = true");

    public Task<bool> IsMarkedAsync() => _page.EvaluateAsync<bool>($"{Mark} === true");

    /// <summary>Whether the page is loaded anew within the time, from whichever host.</summary>
    public Task<bool> IsLoadedAnewAsync(TimeSpan within) => HoldsAsync($"() => {Mark} === undefined && document.querySelector(\"{Number}\") !== null", null, within);

    /// <summary>Sends a reading to one host, and says whether the number on the page changes within the time.</summary>
    public async Task<bool> ShowsWhatIsSentToAsync(ProductHost host, TimeSpan within)
    {
        var before = await _page.Locator(Number).GetAttributeAsync("data-value");
        await RigBrowser.SendReadingAsync(_shared.Sender, host);
        return await HoldsAsync($"before => document.querySelector(\"{Number}\")?.dataset.value !== before", before, within);
    }

    public async ValueTask DisposeAsync() => await _page.CloseAsync();

    private async Task<bool> HoldsAsync(string condition, string? argument, TimeSpan within)
    {
        try
        {
            await _page.WaitForFunctionAsync(condition, argument, new() { Timeout = Math.Max(1, (float)within.TotalMilliseconds), PollingInterval = 50 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
