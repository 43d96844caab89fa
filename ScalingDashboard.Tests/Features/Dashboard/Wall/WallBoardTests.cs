using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.Wall;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard.Wall;

/// <summary>What stands on a wall, in words: nothing of it can be asked for by a hand.</summary>
[Trait("Ring", "Component")]
public sealed class WallBoardTests : DashboardPageContext
{
    private readonly FixedSnapshots _snapshots = new();

    public WallBoardTests() => Services.AddSingleton<IDashboardSnapshots>(_snapshots);

    [Fact]
    public void All_sixteen_numbers_are_there_and_nothing_to_press_or_to_hover_over()
    {
        var wall = Show("");
        wall.FindAll("[data-quadrant]").Count.ShouldBe(4);
        wall.FindAll("[data-value]").Count.ShouldBe(16);
        wall.FindAll("a, button, input, select, [tabindex], [title]:not([title=''])").ShouldBeEmpty();
        wall.Find(".strip").TextContent.ShouldContain("All 16 panels are on track.");
        wall.Find("footer").TextContent.ShouldContain("the frame's words");
    }

    [Fact]
    public void Exceptions_are_said_worst_first_as_many_as_fit_in_a_line()
    {
        _snapshots.Snapshot = BoardSamples.Snapshot(panel => panel.Key switch
        {
            "risk.incidents" => BoardSamples.Figure() with { Status = TargetStatus.OffTrack },
            "impact.market" or "impact.revenue" or "impact.customers" or "adoption.support" or "adoption.usage" => BoardSamples.Figure() with { Status = TargetStatus.AtRisk },
            _ => BoardSamples.Figure(),
        });
        string.Join(' ', Show("").Find(".strip p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ShouldBe("Off track Security incidents At risk Revenue attribution and growth and 4 more");
        // In the larger size there is room for less.
        string.Join(' ', Show("quadrant=impact").Find(".strip p").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ShouldBe("Off track Security incidents and 5 more");
    }

    [Fact]
    public void The_worst_quadrant_is_marked_and_one_that_ties_with_it_as_well()
    {
        _snapshots.Snapshot = BoardSamples.Snapshot(panel => BoardSamples.Figure() with
        {
            Status = panel.Key is "risk.incidents" or "adoption.usage" ? TargetStatus.OffTrack : panel.Key == "impact.market" ? TargetStatus.AtRisk : TargetStatus.OnTrack,
        });
        Show("").FindAll(".mark").Select(m => m.Closest("[data-quadrant]")!.GetAttribute("data-quadrant")).ShouldBe(["adoption", "risk"]);
    }

    [Fact]
    public void A_stale_figure_says_from_when_it_is()
    {
        var stale = BoardSamples.Figure() with { Freshness = Freshness.Stale, LastAt = Samples.Noon.AddDays(-3) };
        _snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", stale);
        var tile = Show("").Find("[data-panel='impact.market']");
        tile.TextContent.ShouldContain("Stale");
        tile.QuerySelector(".asof")!.TextContent.ShouldBe("as of 19 Nov");
    }

    [Fact]
    public void Quadrants_take_turns_and_the_exceptions_of_all_stay()
    {
        _snapshots.Snapshot = BoardSamples.SnapshotWith("risk.incidents", BoardSamples.Figure() with { Status = TargetStatus.OffTrack });
        var wall = Show("rotate=20");
        foreach (var expected in new[] { "impact", "operations", "adoption", "risk", "impact" })
        {
            wall.WaitForAssertion(() => wall.FindAll("[data-quadrant]").ShouldHaveSingleItem().GetAttribute("data-quadrant").ShouldBe(expected));
            wall.Find(".strip").TextContent.ShouldContain("Security incidents");
            Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public void While_the_database_is_away_the_figures_stay_and_it_is_said_since_when()
    {
        var wall = Show("");
        _snapshots.Snapshot = BoardSamples.Snapshot() with { Disconnected = true };
        Clock.Advance(AgeTicker.Interval);
        Feed.Raise(ScalingDashboard.Measurement.Rollups.RollupTopics.Any);
        wall.WaitForAssertion(() => wall.Find(".strip").TextContent.ShouldContain("No connection to the data since 12:00"));
        wall.FindAll(".away [data-value]").Count.ShouldBe(16);
    }

    [Fact]
    public void A_filter_that_is_gone_shows_everything_of_the_own_units_and_says_why()
    {
        var wall = Show("region=MARS", UnitScope.Of(["FIN-DE"]));
        wall.Find(".strip").TextContent.ShouldContain("The region 'MARS' does not exist.");
        wall.FindAll("[data-value]").Count.ShouldBe(16);
        _snapshots.Asked.ShouldAllBe(query => query.Scope.ToString() == "FIN-DE");
    }

    [Fact]
    public async Task A_wall_that_is_left_leaves_nothing_behind()
    {
        Show("rotate=20");
        Feed.SubscriberCount.ShouldBe(1);
        Ticker.ListenerCount.ShouldBe(1);
        await DisposeComponentsAsync();
        Feed.SubscriberCount.ShouldBe(0);
        Ticker.ListenerCount.ShouldBe(0);
    }

    private IRenderedComponent<WallBoard> Show(string query, UnitScope? scope = null)
    {
        var wall = Render<WallBoard>(parameters => parameters
            .Add(board => board.Query, query).Add(board => board.Scope, scope ?? UnitScope.All)
            .Add(board => board.Foot, (RenderFragment)(foot => foot.AddContent(0, "the frame's words"))));
        wall.WaitForElement("[data-value]");
        return wall;
    }
}
