using Microsoft.Playwright;

namespace ScalingDashboard.Tests.Browser;

/// <summary>How much of a page moved without being asked to, as the browser itself counts it (Cumulative Layout Shift).</summary>
internal static class Shifts
{
    /// <summary>To be run before the page: counts from its first paint on.</summary>
    public const string Watch = """
        window.shift = 0;
        window.shifted = [];
        window.largestPaint = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            window.shift += entry.value;
            for (const { node } of entry.sources) window.shifted.push(`${node?.nodeName} ${node?.className ?? node?.parentElement?.className}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver(list => { window.largestPaint = list.getEntries().at(-1).startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
        """;

    public static Task<double> OfAsync(IPage page) => page.EvaluateAsync<double>("window.shift");

    /// <summary>What moved, for whoever reads a failed test.</summary>
    public static Task<string[]> SourcesAsync(IPage page) => page.EvaluateAsync<string[]>("[...new Set(window.shifted)]");
}
