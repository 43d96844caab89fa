using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Browser;

/// <summary>What keeps somebody from using a page, as axe finds it.</summary>
internal static class Barriers
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // While a page becomes interactive its title is missing for a moment: what is found is looked at again.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    /// <summary>All rules, on the page as it is now. The whole of axe's work is done where the page is: its package for
    /// Playwright writes the result in a second browser window, which takes five times as long as to find it.</summary>
    public static async Task<IReadOnlyList<string>> OnAsync(IPage page)
    {
        // However long this look takes, there is a second.
        var found = await LookAsync(page);
        if (found.Length == 0)
            return found;
        try
        {
            await Eventually.TrueAsync(async () => (found = await LookAsync(page)).Length == 0, Moment);
        }
        catch (TimeoutException)
        {
            // They stay, and are told.
        }
        return found;
    }

    private static async Task<string[]> LookAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync($"() => {{ {Axe} }}");
        // Of what is right axe would describe each element.
        return await page.EvaluateAsync<string[]>("""
            async () => (await axe.run({ resultTypes: ['violations'] })).violations
              .map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map(n => n.html).join('; ')})`)
            """);
    }
}
