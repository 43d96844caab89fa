using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>Two hosts on one database behind a proxy, a Chromium in which somebody signed in through it, and a sender that goes past it.</summary>
internal sealed class ProxyRig : IAsyncDisposable
{
    private const string Number = "[data-panel='impact.savings'] [data-value]";
    private const string Email = "leader@example.com";
    private const string Password = "four words on paper";

    // What a page that was loaded anew has lost.
    private const string Mark = "window.loadedBefore";

    private readonly string _database;
    private readonly HttpClient _sender = new();
    private readonly List<ProductHost> _hosts = [];
    private StickyProxy? _proxy;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;

    private ProxyRig(string database) => _database = database;

    /// <summary>That the page in the browser came from.</summary>
    public ProductHost Serving => _hosts.Single(host => host.Address == _proxy!.LastServedBy("/"));

    public ProductHost Other => _hosts.Single(host => host != Serving);

    /// <param name="mutation">What the browser gets in place of the page's script.</param>
    public static async Task<ProxyRig> StartAsync(Func<string, string> mutation)
    {
        var rig = new ProxyRig(await ScratchDatabase.CreateSeededAsync());
        try
        {
            await rig.PrepareAsync(mutation);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public Task MarkAsync() => _page!.EvaluateAsync($"{Mark} = true");

    public Task<bool> IsMarkedAsync() => _page!.EvaluateAsync<bool>($"{Mark} === true");

    /// <summary>Whether the page is loaded anew within the time, from whichever host.</summary>
    public Task<bool> IsLoadedAnewAsync(TimeSpan within) => HoldsAsync($"() => {Mark} === undefined && document.querySelector(\"{Number}\") !== null", null, within);

    /// <summary>Sends a reading to one host, and says whether the number on the page changes within the time.</summary>
    public async Task<bool> ShowsWhatIsSentToAsync(ProductHost host, TimeSpan within)
    {
        var before = await _page!.Locator(Number).GetAttributeAsync("data-value");
        await RigBrowser.SendReadingAsync(_sender, host);
        return await HoldsAsync($"before => document.querySelector(\"{Number}\")?.dataset.value !== before", before, within);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        _sender.Dispose();
        foreach (var host in _hosts)
        {
            await host.KillAsync();
            await host.DisposeAsync();
        }
        await ScratchDatabase.DropAsync(_database);
    }

    private async Task PrepareAsync(Func<string, string> mutation)
    {
        _sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await FaultRig.CreateKeyAsync(_database, "feeder"));
        var once = await PersonAsync();
        _hosts.AddRange(await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ProductHost.StartNewAsync(_database, ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true")))));
        _proxy = await StickyProxy.StartAsync([.. _hosts.Select(host => host.Address)]);

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = RigBrowser.Arguments });
        _page = await _browser.NewPageAsync(new() { BaseURL = _proxy.Address.ToString() });
        // Its name holds a mark of what is in it.
        await _page.RouteAsync("**/shell*.js", async route =>
        {
            var script = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = script, Body = mutation(await script.TextAsync()) });
        });
        await SignInAsync(once);
    }

    private async Task SignInAsync(string once)
    {
        await _page!.GotoAsync("/");
        await FillAsync(("Name", Email), ("Password", once));
        await _page.GetByTestId("sign-in").ClickAsync();
        await FillAsync(("Present", once), ("Next", Password), ("Repeated", Password));
        await _page.GetByTestId("change-password").ClickAsync();
        await _page.Locator(Number).WaitForAsync();
        await _page.GotoAsync("/");
    }

    private async Task FillAsync(params (string Name, string Value)[] fields)
    {
        foreach (var (name, value) in fields)
            await _page!.Locator($"input[name='Form.{name}']").FillAsync(value);
    }

    private async Task<bool> HoldsAsync(string condition, string? argument, TimeSpan within)
    {
        try
        {
            await _page!.WaitForFunctionAsync(condition, argument, new() { Timeout = Math.Max(1, (float)within.TotalMilliseconds), PollingInterval = 50 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>The one-time password of a new leader.</summary>
    private async Task<string> PersonAsync()
    {
        var settings = new Dictionary<string, string?> { [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = _database, [Launch.CompanyKey] = Launch.NoCompany };
        await using var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders());
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IAccessCommands>().CreateUserAsync(Email, Roles.Leader, [], CancellationToken.None);
    }
}
