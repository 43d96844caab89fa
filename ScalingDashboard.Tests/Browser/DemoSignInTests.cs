using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ScalingDashboard.Tests.Browser;

/// <summary>The first click of a newcomer: a demo installation lets them in without an account.</summary>
[Trait("Ring", "Browser")]
[Collection(DemoBrowser.Tests)]
public sealed class DemoSignInTests(DemoBrowser demo)
{
    [Fact]
    public async Task The_leader_button_signs_in_and_leads_to_the_page_that_was_asked_for()
    {
        var page = await demo.NewPageAsync(1440, 900);
        await page.GotoAsync("/?period=90d");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();

        await page.GetByTestId("demo-leader").ClickAsync();

        await Expect(page.Locator("[data-panel]")).ToHaveCountAsync(16);
        await Expect(page).ToHaveURLAsync(new Uri(demo.Address, "/?period=90d").ToString());
        await Expect(page.Locator(".who .role")).ToHaveTextAsync("Leader");
    }
}
