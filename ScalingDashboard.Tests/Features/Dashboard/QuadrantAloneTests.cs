using Bunit;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class QuadrantAloneTests : DashboardPageContext
{
    [Fact]
    public void The_address_says_which_quadrant_fills_the_page()
    {
        Navigation.NavigateTo("/?period=90d&quadrant=risk");
        var page = Render<DashboardPage>();
        page.FindAll("[data-quadrant]").ShouldHaveSingleItem().GetAttribute("data-quadrant").ShouldBe("risk");
        page.FindAll("[data-panel]").Count.ShouldBe(4);
        page.Find("[data-hotkey=escape]").GetAttribute("href").ShouldBe("/?period=90d");
        page.FindAll(".jump").Select(a => a.GetAttribute("href")).ShouldBe(
            ["/?period=90d&quadrant=impact", "/?period=90d&quadrant=operations", "/?period=90d&quadrant=adoption", "/?period=90d&quadrant=risk"]);
        page.FindAll(".periods a").ShouldAllBe(a => a.GetAttribute("href")!.EndsWith("&quadrant=risk", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_quadrant_asks_nothing_new()
    {
        var page = Render<DashboardPage>();
        page.FindAll("[data-quadrant]").Count.ShouldBe(4);
        page.WaitForAssertion(() => Snapshots.Asked.Count.ShouldBeGreaterThan(0));
        Navigation.NavigateTo("/?quadrant=adoption");
        page.WaitForAssertion(() => page.FindAll("[data-quadrant]").ShouldHaveSingleItem());
        page.FindAll(".asking").ShouldBeEmpty();
        Navigation.NavigateTo("/");
        page.WaitForAssertion(() => page.FindAll("[data-quadrant]").Count.ShouldBe(4));
    }

    [Fact]
    public void A_quadrant_that_does_not_exist_is_said_and_all_four_are_shown()
    {
        Navigation.NavigateTo("/?quadrant=moon");
        var page = Render<DashboardPage>();
        page.Find(".notice").TextContent.ShouldContain("There is no quadrant 'moon'");
        page.FindAll("[data-quadrant]").Count.ShouldBe(4);
    }

    [Fact]
    public void A_quadrant_s_title_shows_it_alone_and_its_header_counts_and_names()
    {
        Snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Status = TargetStatus.OffTrack, Value = 72_000_000 });
        Navigation.NavigateTo("/?period=90d");
        var page = Render<DashboardPage>();
        page.FindAll("h2 a").Select(a => a.GetAttribute("href")).ShouldBe(
            ["/?period=90d&quadrant=impact", "/?period=90d&quadrant=operations", "/?period=90d&quadrant=adoption", "/?period=90d&quadrant=risk"]);
        var header = page.Find("[data-quadrant=impact] header");
        Plain(header.QuerySelector("p")!).ShouldBe("Market position is off track. Largest change: Market position +50 %.");
        header.QuerySelector(".tally")!.GetAttribute("aria-label").ShouldBe("1 of 4 panels is off track.");
        Plain(header.QuerySelector(".worst")!).ShouldBe("Off track");
        Plain(header.QuerySelector(".fresh")!).ShouldBe("7 min");
    }

    [Fact]
    public void A_quadrant_alone_is_open_until_its_reader_closes_it()
    {
        Navigation.NavigateTo("/?quadrant=risk");
        var page = Render<DashboardPage>();
        page.Find(".quadrant.open .more").GetAttribute("aria-expanded").ShouldBe("true");
        page.FindAll(".quadrant h2 a").ShouldBeEmpty();
        page.Find(".more").Click();
        page.WaitForAssertion(() => page.FindAll(".quadrant.open").ShouldBeEmpty());
        Navigation.NavigateTo("/");
        page.WaitForAssertion(() => page.FindAll(".quadrant").Count.ShouldBe(4));
        page.FindAll(".quadrant.open").ShouldBeEmpty();
    }
}
