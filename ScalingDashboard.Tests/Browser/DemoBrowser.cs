using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Browser;

/// <summary>A demo company in a browser, whose history loads meanwhile. One for all that look at it: loading is most of its work.</summary>
public sealed class DemoBrowser() : BrowserFixture("software")
{
    public const string Tests = "Demo company in a browser";

    /// <summary>A few months of the history are enough to draw a full board.</summary>
    // A function: of an expression, the browser would refuse a second look.
    internal static Task FilledAsync(IPage page) =>
        page.WaitForFunctionAsync("() => document.querySelectorAll('.face:not(.nodata, .error)').length >= 14", null, new() { Timeout = 60_000 });
}

[CollectionDefinition(DemoBrowser.Tests)]
public sealed class DemoBrowserTests : ICollectionFixture<DemoBrowser>;
