using Bunit;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>What stands behind a panel when it is opened: where a figure comes from, and how it was changed.</summary>
[Trait("Ring", "Component")]
public sealed class PanelDetailsTests : DashboardPageContext
{
    [Fact]
    public void A_panel_opens_with_its_address_and_shows_what_is_behind_it()
    {
        var page = Render<DashboardPage>();
        Panel(page, "impact.market").QuerySelector("a")!.GetAttribute("href").ShouldBe("/?panel=impact.market");

        Navigation.NavigateTo("/?panel=impact.market");
        page.WaitForAssertion(() => page.Find("[role=dialog]"));
        page.FindAll("[role=dialog] [data-metric]").Count.ShouldBe(3);
        var text = page.Find("[role=dialog]").TextContent;
        foreach (var part in new[] { "Market position", "Unit cost before minus now, times volume", "Finance office", "12 of 12 units reported", "Higher is better." })
            text.ShouldContain(part);
        page.FindAll("[data-panel='impact.market'] [data-value]").Count.ShouldBe(1);
    }

    [Fact]
    public void A_restated_figure_says_so_where_it_stands_and_lists_the_changes_where_it_is_explained()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(BoardSamples.Figure() with { Restated = new Restated(3, Samples.Noon) });
        page.FindAll(".restated").ShouldHaveSingleItem().QuerySelector(".sr-only")!.TextContent.ShouldBe("Restated 3 times since it was closed");
        Panel(page, "impact.market").QuerySelectorAll(".restated").Length.ShouldBe(1);
        page.WaitForAssertion(() => page.Find("[role=dialog] tbody th[scope=row]"));
        page.FindAll("[role=dialog] tr").Select(Plain).ShouldContain("2 Nov 2026 $141 $130 -11 22 Nov 2026 12:00:00 by erp for FIN-DE");
        Plain(page.Find("[role=dialog]")).ShouldContain("The newest 1 of 3. The Excel report lists the others.");
    }

    [Fact]
    public void A_target_that_is_running_says_what_pace_it_needs()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var span = new RunningSpan(new(2026, 10, 1), new(2026, 12, 31), 92);
        var page = RenderWith(BoardSamples.Figure() with { Pace = new(span, 40, 50, 0.8m, 1.3m, 73, "$0.80 a day so far, $1.30 a day needed to reach $92 by 31 Dec 2026") });
        Plain(page.Find("[role=dialog] .pace")).ShouldBe("Pace: $0.80 a day so far, $1.30 a day needed to reach $92 by 31 Dec 2026.");
    }

    [Fact]
    public void Figures_that_are_not_combined_are_described_with_the_way_to_one()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(BoardSamples.Unknown("NOAGG: figures of several units are not combined. Choose one unit.") with { Spread = new Spread(12, 1, 2, 4, 9), LastAt = Samples.Noon });
        Plain(page.Find("[role=dialog] .spread")).ShouldBe("12 figures, $1 to $4, median $2, 9 meet the target");
        Plain(page.Find("[role=dialog] .lead")).ShouldContain("figures of several units are not combined. Choose one unit.");
    }

    [Fact]
    public async Task A_dashed_end_of_the_trend_is_explained_below_it()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = Render<DashboardPage>();
        Plain(page.Find("[role=dialog] .dashed")).ShouldBe("Dashed: the last part is not over yet.");
        Snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Trend = [1, 2, null] });
        await DisposeComponentsAsync();
        Clock.Advance(PanelPace.Rest);
        Render<DashboardPage>().FindAll("[role=dialog] .dashed").ShouldBeEmpty();
    }

    [Fact]
    public void A_figure_that_was_never_restated_says_so_and_asks_nothing()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = Render<DashboardPage>();
        page.FindAll(".restated").ShouldBeEmpty();
        Plain(page.Find("[role=dialog]")).ShouldContain("No closed day of this period was changed.");
        Restatements.Asked.ShouldBe(0);
    }

    [Fact]
    public void A_derived_figure_names_the_metric_that_each_change_was_of()
    {
        var figure = BoardSamples.Figure("Net savings");
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(figure with { Metric = figure.Metric with { Derived = "difference(a.one, a.two)" }, Restated = new Restated(1, Samples.Noon) });
        page.Find(".restated .sr-only").TextContent.ShouldBe("Its inputs were restated once since they were closed");
        page.WaitForAssertion(() => Plain(page.Find("[role=dialog] tbody th[scope=row]")).ShouldBe("2 Nov 2026 Net savings"));
    }

    [Fact]
    public void Restatements_that_can_not_be_read_leave_the_figure_and_another_attempt()
    {
        Restatements.Failure = new InvalidOperationException("on purpose");
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(BoardSamples.Figure() with { Restated = new Restated(1, Samples.Noon) });
        page.WaitForAssertion(() => Plain(page.Find("[role=dialog]")).ShouldContain("The changes can not be read now."));
        Restatements.Failure = null;
        page.FindAll("[role=dialog] .button").Single(b => b.TextContent == "Try again").Click();
        page.WaitForAssertion(() => page.Find("[role=dialog] tbody th[scope=row]"));
    }

    [Fact]
    public async Task Escape_closes_the_open_panel_and_asks_nothing_anew()
    {
        Navigation.NavigateTo("/?period=30d&panel=impact.market");
        var page = Render<DashboardPage>();
        await NextLoadAsync();
        await NextLoadAsync();
        page.Find("[role=dialog]").KeyDown("Escape");
        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=30d");
        page.WaitForAssertion(() => page.FindAll("[role=dialog]").ShouldBeEmpty());
        Snapshots.Asked.Count.ShouldBe(2);
    }
}
