using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Platform.Data.Postgres;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A paired screen in a real Chromium before a host that is a process of its own, a network that can be cut, and a sender.</summary>
internal sealed class WallRig : IAsyncDisposable
{
    private const string Number = "[data-panel='impact.savings'] [data-value]";

    private readonly string _database;
    private readonly HttpClient _sender;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly ITestOutputHelper _output;

    private WallRig(string database, ProductHost host, Cable cable, HttpClient sender, IPlaywright playwright, IBrowser browser, IPage page, ITestOutputHelper output) =>
        (_database, Host, Cable, _sender, _playwright, _browser, Page, _output) = (database, host, cable, sender, playwright, browser, page, output);

    public ProductHost Host { get; }

    /// <summary>Between the screen and the host.</summary>
    public Cable Cable { get; }

    public IPage Page { get; }

    /// <param name="mutation">What the screen gets in place of its script.</param>
    /// <param name="output">Gets the table: time, what happened, what the screen shows.</param>
    public static async Task<WallRig> StartAsync(Func<string, string> mutation, ITestOutputHelper output)
    {
        var database = await ScratchDatabase.CreateSeededAsync();
        var sender = new HttpClient();
        sender.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await FaultRig.CreateKeyAsync(database, "feeder"));
        var token = await TokenAsync(database);
        var host = await ProductHost.StartNewAsync(database);
        var cable = new Cable(host.Address);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = RigBrowser.Arguments });
        var screen = await browser.NewContextAsync(new() { BaseURL = cable.Address.ToString(), ViewportSize = new() { Width = 1920, Height = 1080 } });
        await screen.AddCookiesAsync([new() { Name = ScreenCookies.Screen, Value = token, Domain = host.Address.Host, Path = "/", HttpOnly = true }]);
        var page = await screen.NewPageAsync();
        // Its name holds a mark of what is in it.
        await page.RouteAsync("**/wallboard*.js", async route =>
        {
            var script = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = script, Body = mutation(await script.TextAsync()) });
        });
        await page.GotoAsync("/wallboard");
        return new(database, host, cable, sender, playwright, browser, page, output);
    }

    /// <summary>Waits for a sign of life: a beat that was not printed with the page.</summary>
    public async Task LiveAsync(TimeSpan patience)
    {
        await Page.Locator("[data-beat]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = (float)patience.TotalMilliseconds });
        var before = await Page.Locator("[data-beat]").GetAttributeAsync("data-beat");
        await Page.WaitForFunctionAsync(
            "before => document.documentElement.dataset.connection === undefined && (document.querySelector('[data-beat]')?.dataset.beat ?? before) !== before",
            before, new() { Timeout = (float)patience.TotalMilliseconds });
    }

    /// <summary>Whether the screen says within the time that it is <c>lost</c>, or <c>live</c>.</summary>
    public async Task<bool> BecomesAsync(string state, TimeSpan within)
    {
        try
        {
            await Page.WaitForFunctionAsync(
                "state => (document.documentElement.dataset.connection ?? (document.querySelector('[data-value]') ? 'live' : 'none')) === state",
                state, new() { Timeout = (float)within.TotalMilliseconds, PollingInterval = 200 });
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public Task<string?> ValueAsync() => Page.Locator(Number).GetAttributeAsync("data-value");

    /// <summary>Sends a reading and waits until it is on the screen.</summary>
    public async Task SendAsync(TimeSpan patience)
    {
        var before = await ValueAsync();
        await RigBrowser.SendReadingAsync(_sender, Host);
        await Eventually.TrueAsync(async () => await ValueAsync() != before, patience);
    }

    /// <summary>A line of the table, without the screen.</summary>
    public void Tell(string what) => _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {TimeProvider.System.GetUtcNow():HH:mm:ss} | {what} | |"));

    /// <summary>A line of the table: what happened, and what the screen shows then.</summary>
    public async Task TellAsync(string what)
    {
        var value = await Page.Locator(Number).GetAttributeAsync("data-value");
        var connection = await Page.Locator(".word:visible").First.TextContentAsync();
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {TimeProvider.System.GetUtcNow():HH:mm:ss} | {what} | {value}, '{connection?.Trim()}' |"));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _sender.Dispose();
        await Cable.DisposeAsync();
        await Host.KillAsync();
        await Host.DisposeAsync();
        await ScratchDatabase.DropAsync(_database);
    }

    // By the product's own rooms, before a host runs.
    private static async Task<string> TokenAsync(string database)
    {
        var settings = new Dictionary<string, string?> { [$"ConnectionStrings:{ExternalServer.ConnectionName}"] = database, [Launch.CompanyKey] = Launch.NoCompany };
        await using var app = Product.Build(_ => settings, builder => builder.Logging.ClearProviders());
        return await SampleScreens.TokenAsync(app.Services);
    }
}
