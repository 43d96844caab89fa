using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What the first visit costs a browser that has nothing of ours yet. How long it takes is written to the output and
/// judged by nobody here: it depends on the machine.</summary>
[Trait("Ring", "Browser")]
[Collection(DemoBrowser.Tests)]
public sealed partial class FirstVisitTests(DemoBrowser demo, ITestOutputHelper output) : IAsyncLifetime
{
    private const int MostBytes = 400 * 1024;

    private const double MostShift = 0.02;

    private const int BytesPerSecond = 8 * 1024;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => demo.CloseAsync();

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(390, 844)]
    public async Task The_first_visit_is_small_and_nothing_on_it_moves(int width, int height)
    {
        var page = await demo.OpenAsync("/", width, height);
        // The history that is being loaded would change the board meanwhile.
        await DemoBrowser.FilledAsync(page);
        // What this page still fetches is not the next one's.
        await page.GotoAsync("about:blank");

        var devTools = await page.Context.NewCDPSessionAsync(page);
        var (transferred, paths) = (new Dictionary<string, double>(), new Dictionary<string, string>());
        devTools.Event("Network.responseReceived").OnEvent += (_, e) =>
            paths[e!.Value.GetProperty("requestId").GetString()!] = new Uri(e.Value.GetProperty("response").GetProperty("url").GetString()!).AbsolutePath;
        devTools.Event("Network.loadingFinished").OnEvent += (_, e) =>
            transferred[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("encodedDataLength").GetDouble();
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.clearBrowserCache");
        await page.AddInitScriptAsync(Shifts.Watch);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.WaitForSelectorAsync("[data-panel]");
        await page.EvaluateAsync("document.fonts.ready");

        var all = transferred.Where(t => paths.ContainsKey(t.Key)).Select(t => (Path: paths[t.Key], Bytes: t.Value)).OrderByDescending(t => t.Bytes).ToList();
        foreach (var (path, bytes) in all)
            output.WriteLine($"{bytes,9:#,0} {path}");
        output.WriteLine($"largest paint {await page.EvaluateAsync<double>("window.largestPaint"):0} ms, layout shift {await Shifts.OfAsync(page):0.0000}");
        all.Select(t => t.Path).ShouldContain("/");
        all.Count.ShouldBeGreaterThan(5);
        all.Where(t => !t.Path.EndsWith(".woff2", StringComparison.Ordinal)).Sum(t => t.Bytes).ShouldBeLessThan(MostBytes);
        (await Shifts.OfAsync(page)).ShouldBeLessThanOrEqualTo(MostShift, string.Join("; ", await Shifts.SourcesAsync(page)));
    }

    [Fact]
    public async Task A_page_that_comes_slowly_moves_nothing_that_was_shown()
    {
        // On a phone the page's first part stands below what comes after it.
        var page = await demo.OpenAsync("/", 390, 844);
        await DemoBrowser.FilledAsync(page);

        // The styles are known by now, as a published name keeps them: what comes slowly is the page itself, which a browser draws as it comes.
        await page.RouteAsync("**/*.css", async style => await style.FulfillAsync(new() { Response = await page.APIRequest.GetAsync(style.Request.Url) }));
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 0, ["downloadThroughput"] = BytesPerSecond, ["uploadThroughput"] = -1 });
        await page.AddInitScriptAsync(Shifts.Watch);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        // Its scripts are the last of it.
        await page.WaitForSelectorAsync("body > script", new() { State = WaitForSelectorState.Attached });
        await page.WaitForSelectorAsync("[data-panel]");

        (await Shifts.OfAsync(page)).ShouldBeLessThanOrEqualTo(MostShift, string.Join("; ", await Shifts.SourcesAsync(page)));
    }

    [Fact]
    public async Task Pages_and_files_are_compressed_and_the_names_of_files_change_with_their_content()
    {
        var page = await demo.NewPageAsync(1440, 900);
        var answers = new List<IResponse>();
        page.Response += (_, answer) => answers.Add(answer);
        await page.GotoAsync("/account/sign-in", new() { WaitUntil = WaitUntilState.NetworkIdle });

        (await answers.First(a => a.Request.ResourceType == "document").HeaderValueAsync("content-encoding")).ShouldBe("br");
        var files = answers.Where(a => a.Request.ResourceType is "stylesheet" or "script").ToList();
        files.Count.ShouldBeGreaterThan(3);
        foreach (var file in files)
        {
            (await file.HeaderValueAsync("content-encoding")).ShouldBeOneOf("br", "gzip");
            // Published, a file with such a name may be kept for ever; what is built for tests says "no-cache" in its stead.
            Fingerprint().IsMatch(file.Url).ShouldBeTrue(file.Url);
        }
    }

    [GeneratedRegex(@"\.[a-z0-9]{10}\.([A-Za-z]+\.)?(css|js)$")]
    private static partial Regex Fingerprint();
}
