using System.Globalization;
using Microsoft.Playwright;
using ScalingDashboard.Platform.Access.Screens;
using ScalingDashboard.Tests.Support;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>A paired screen in a real Chromium before a host that is a process of its own, a network that can be cut, and a sender.</summary>
internal sealed class WallRig : IAsyncDisposable
{
    private const string Number = "[data-panel='impact.savings'] [data-value]";

    private readonly WallHost _wall;
    private readonly IBrowserContext _screen;
    private readonly ITestOutputHelper _output;

    private WallRig(WallHost wall, Cable cable, IBrowserContext screen, IPage page, ITestOutputHelper output) =>
        (_wall, Cable, _screen, Page, _output) = (wall, cable, screen, page, output);

    public ProductHost Host => _wall.Host;

    /// <summary>Between the screen and the host.</summary>
    public Cable Cable { get; }

    public IPage Page { get; }

    /// <param name="wall">Of all tests of the class.</param>
    /// <param name="mutation">What the screen gets in place of its script.</param>
    /// <param name="output">Gets the table: time, what happened, what the screen shows.</param>
    public static async Task<WallRig> StartAsync(WallHost wall, Func<string, string> mutation, ITestOutputHelper output)
    {
        await wall.Host.RunAsync();
        var cable = new Cable(wall.Host.Address);
        var screen = await wall.Browser.OpenAsync(cable.Address);
        await screen.AddCookiesAsync([new() { Name = ScreenCookies.Screen, Value = wall.Token, Domain = cable.Address.Host, Path = "/", HttpOnly = true }]);
        var page = await RigBrowser.PageAsync(screen, "wallboard", mutation);
        await page.GotoAsync("/wallboard");
        return new(wall, cable, screen, page, output);
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
        await RigBrowser.SendReadingAsync(_wall.Sender, Host);
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
        await _screen.CloseAsync();
        await Cable.DisposeAsync();
        // A test that failed leaves it as it stands.
        await Host.ContinueAsync();
    }
}
