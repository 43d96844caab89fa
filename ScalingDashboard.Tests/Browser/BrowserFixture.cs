using Microsoft.Playwright;
using ScalingDashboard.Host;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The real product and a real Chromium, shared by the tests of a class.</summary>
public class BrowserFixture : AppFactory, IAsyncLifetime
{
    // Milliseconds.
    private const float Moment = 2_000;

    // Notes what stands on the page whenever panels that were there are gone, and when others have taken the place of the printed ones.
    private const string BecomingLive = """
        window.gaps = [];
        let printed = null;
        new MutationObserver(() => {
          const panel = document.querySelector('[data-panel]');
          if (printed && !panel) window.gaps.push(document.querySelector('main')?.innerHTML.slice(0, 300) ?? 'no page');
          printed ??= panel;
          window.isLive = panel !== null && !printed.isConnected;
        }).observe(document, { childList: true, subtree: true });
        """;

    // One person of each role.
    private readonly Dictionary<string, Visitor> _people = [];
    private readonly List<IPage> _open = [];

    public BrowserFixture()
        : this(Launch.NoCompany)
    {
    }

    // All windows of a class are one person's, and stay open until its end.
    private protected BrowserFixture(string company, string mostPages = "100")
        : base(company, ("Pages:MostPerReader", mostPages))
    {
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await CloseAsync();
        foreach (var person in _people.Values)
            person.Dispose();
        await DisposeAsync();
    }

    /// <summary>A page of a leader, or of another role, on the given path, interactive. All windows are of one person of each
    /// role, who signs in once: more often within a minute than anybody does would be refused.</summary>
    /// <param name="locale">The country and language that the browser asks for; English when it is null.</param>
    /// <param name="noise">Gets what the browser complained about: script errors, refused content.</param>
    /// <param name="prepare">What is done with the page before it goes there.</param>
    internal async Task<IPage> OpenAsync(
        string path, int width, int height, ColorScheme theme = ColorScheme.Light, ICollection<string>? noise = null, string role = Roles.Leader, string? locale = null, Func<IPage, Task>? prepare = null)
    {
        if (!_people.TryGetValue(role, out var person))
            _people[role] = person = await SignInAsAsync(role);
        var page = await NewPageAsync(width, height, theme, locale);
        await page.Context.AddCookiesAsync(person.Cookies.GetAllCookies().Select(c => new Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path }));
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                noise?.Add(message.Text);
        };
        page.PageError += (_, error) => noise?.Add(error);
        if (prepare is not null)
            await prepare(page);
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        return page;
    }

    /// <summary>A leader's board that answers presses. While it became live, <c>window.gaps</c> noted when it had no panels.</summary>
    /// <param name="prepare">What is done with the page before it goes there.</param>
    internal async Task<IPage> OpenLiveAsync(string path, Func<IPage, Task>? prepare = null)
    {
        var page = await OpenAsync(path, 1440, 900, prepare: async page =>
        {
            await page.AddInitScriptAsync(BecomingLive);
            if (prepare is not null)
                await prepare(page);
        });
        await page.WaitForFunctionAsync("() => window.isLive");
        return page;
    }

    /// <summary>An empty page of a stranger, in a browser profile of its own.</summary>
    internal async Task<IPage> NewPageAsync(int width, int height, ColorScheme theme = ColorScheme.Light, string? locale = null)
    {
        var page = await Chromium.NewPageAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            Locale = locale,
        });
        _open.Add(page);
        return page;
    }

    /// <summary>Closes what was opened: an open page goes on listening and drawing, and its host waits for it at the end.</summary>
    internal async Task CloseAsync()
    {
        await Task.WhenAll(_open.Select(page => page.Context.CloseAsync()));
        _open.Clear();
    }

    /// <summary>Presses until something has come of it: a press before the page is live does nothing.</summary>
    internal static Task PressAsync(ILocator button, ILocator until) => Eventually.TrueAsync(async () =>
    {
        if (await until.CountAsync() > 0)
            return true;
        try
        {
            await button.ClickAsync(new() { Timeout = Moment });
            await until.First.WaitForAsync(new() { Timeout = Moment, State = WaitForSelectorState.Attached });
        }
        catch (TimeoutException)
        {
            // Nothing came, or it came only now and covers the button.
        }
        return await until.CountAsync() > 0;
    }, TimeSpan.FromSeconds(30));
}
