using Bunit;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>What a panel of the board says in each of its states.</summary>
[Trait("Ring", "Component")]
public sealed class DashboardPanelTests : DashboardPageContext
{
    [Fact]
    public void Each_of_the_sixteen_panels_carries_exactly_one_unrounded_number()
    {
        var page = Render<DashboardPage>();
        var panels = page.FindAll("[data-panel]");
        panels.Select(p => p.GetAttribute("data-panel")).ShouldBe(Quadrants.Panels.Select(p => p.Key), ignoreOrder: true);
        panels.ShouldAllBe(p => p.QuerySelectorAll("[data-value]").Length == 1);
        panels.ShouldAllBe(p => p.QuerySelector("[data-value]")!.GetAttribute("data-value") == "52400000");
    }

    [Fact]
    public void A_panel_shows_value_change_status_trend_target_and_age()
    {
        var panel = Panel(Render<DashboardPage>(), "impact.savings");
        Plain(panel.QuerySelector(".number")!).ShouldBe("$52.4 M");
        Plain(panel.QuerySelector(".delta")!).ShouldBe("+4.4 M (+9.2 %) vs prior year, better");
        Plain(panel.QuerySelector(".state")!).ShouldBe("On track 7 min");
        panel.QuerySelectorAll("svg[role=img]").Select(s => s.GetAttribute("aria-label")!.Length).ShouldAllBe(length => length > 10);
        panel.QuerySelectorAll("svg[role=img]").Length.ShouldBe(2);
    }

    [Fact]
    public void A_stale_panel_keeps_its_value_and_is_not_on_track()
    {
        var page = RenderWith(BoardSamples.Figure() with { Freshness = Freshness.Stale, LastAt = Samples.Noon.AddDays(-3) });
        var panel = Panel(page, "impact.market");
        panel.QuerySelector("[data-value]")!.GetAttribute("data-value").ShouldBe("52400000");
        Plain(panel.QuerySelector(".state")!).ShouldBe("Stale 3 d old");
        Plain(page.Find(".status")).ShouldContain("1 of 16 stale");
    }

    [Fact]
    public void A_live_panel_turns_late_and_stale_by_itself()
    {
        var everyMinute = BoardSamples.Figure() with
        {
            Metric = BoardSamples.Figure().Metric with { Cadence = Cadence.Minute },
            LastAt = Samples.Noon,
        };
        var page = RenderWith(everyMinute);
        Clock.Advance(TimeSpan.FromSeconds(65));
        page.WaitForAssertion(() => Plain(Panel(page, "impact.market").QuerySelector(".state")!).ShouldBe("On track Late, 1 min"));
        Clock.Advance(TimeSpan.FromSeconds(60));
        page.WaitForAssertion(() => Plain(Panel(page, "impact.market").QuerySelector(".state")!).ShouldBe("Stale 2 min old"));
        Plain(page.Find(".status")).ShouldContain("1 of 16 stale");
    }

    [Fact]
    public void A_panel_without_data_says_what_to_do()
    {
        var panel = Panel(RenderWith(BoardSamples.Unknown("No unit has sent it yet.")), "impact.market");
        panel.QuerySelector("[data-value]")!.GetAttribute("data-value").ShouldBe("");
        Plain(panel.QuerySelector(".number")!).ShouldBe("—");
        Plain(panel.QuerySelector(".state")!).ShouldBe("No data");
        Plain(panel.QuerySelector(".note")!).ShouldBe("No unit has sent it yet.");
    }

    [Fact]
    public void A_panel_in_error_says_why_and_offers_another_attempt()
    {
        var panel = Panel(RenderWith(BoardSamples.Unknown("The source did not answer.") with { Freshness = Freshness.Error }), "impact.market");
        Plain(panel.QuerySelector(".state")!).ShouldBe("Error");
        Plain(panel.QuerySelector(".note")!).ShouldBe("The source did not answer.");
        Plain(panel.QuerySelector("button")!).ShouldBe("Try again");
    }

    [Fact]
    public void An_incomplete_panel_names_how_many_units_reported()
    {
        var panel = Panel(RenderWith(BoardSamples.Figure() with { ReportingUnits = 11 }), "impact.market");
        Plain(panel.QuerySelector(".note")!).ShouldBe("11 of 12 units reported");
    }

    [Fact]
    public void A_panel_that_can_not_be_drawn_leaves_the_others_standing()
    {
        // A trend that is null is a bug that the types forbid; the page must survive it all the same.
        var page = RenderWith(BoardSamples.Figure() with { Trend = null! });
        Plain(Panel(page, "impact.market")).ShouldContain("This panel could not be drawn.");
        Panel(page, "impact.market").QuerySelectorAll("[data-value]").Length.ShouldBe(1);
        Plain(Panel(page, "impact.savings").QuerySelector(".number")!).ShouldBe("$52.4 M");
    }

    [Fact]
    public async Task A_panel_that_can_not_be_drawn_says_so_and_leaves_the_others()
    {
        Snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Trend = null! });
        var page = Render<DashboardPage>();
        Plain(Panel(page, "impact.market")).ShouldContain("This panel could not be drawn.");
        page.FindAll("[data-panel]:has(.broken)").Count.ShouldBe(1);
        page.FindAll("[data-panel] .number").Count.ShouldBe(15);
        await NextLoadAsync();

        Snapshots.Snapshot = BoardSamples.Snapshot();
        Clock.Advance(PanelPace.Rest);
        Feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.FindAll(".broken").ShouldBeEmpty());
    }
}
