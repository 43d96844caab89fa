using Bunit;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class DashboardPageTests : DashboardPageContext
{
    [Fact]
    public async Task The_footer_says_how_many_units_the_panels_have_at_least_and_at_most()
    {
        Plain(Render<DashboardPage>().Find(".status")).ShouldContain("12 of 12 units reported");
        Snapshots.Snapshot = BoardSamples.Snapshot(panel => BoardSamples.Figure() with
        {
            ReportingUnits = panel.Key == "impact.market" ? 10 : 12,
            // Two of two is all that this one asks for.
            ExpectedUnits = panel.Key == "risk.incidents" ? 2 : 12,
        });
        await DisposeComponentsAsync();
        Clock.Advance(PanelPace.Rest);
        Plain(Render<DashboardPage>().Find(".status")).ShouldContain("10 to 12 of 12 units reported, by panel");
    }

    [Fact]
    public void The_bar_s_verdict_names_the_worst_quadrant()
    {
        Snapshots.Snapshot = BoardSamples.SnapshotWith("risk.incidents", BoardSamples.Figure() with { Status = TargetStatus.OffTrack });
        var page = Render<DashboardPage>();
        page.Find(".verdict .sentence").TextContent.ShouldBe("Worst: Risk and compliance (1 off track).");
        page.Find(".verdict .tally").GetAttribute("aria-label").ShouldBe("1 of 16 panels is off track. Worst: Risk and compliance (1 off track).");
        page.FindAll(".mark").ShouldHaveSingleItem().Closest("[data-quadrant]")!.GetAttribute("data-quadrant").ShouldBe("risk");
    }

    [Fact]
    public async Task The_mark_of_the_worst_goes_to_another_quadrant_although_this_one_is_as_it_was()
    {
        var page = RenderWith(BoardSamples.Figure() with { Status = TargetStatus.AtRisk });
        await NextLoadAsync();
        await NextLoadAsync();
        page.Find(".mark").Closest("[data-quadrant]")!.GetAttribute("data-quadrant").ShouldBe("impact");
        Clock.Advance(PanelPace.Rest);
        var next = BoardSamples.SnapshotWith("risk.incidents", BoardSamples.Figure() with { Status = TargetStatus.OffTrack });
        Snapshots.Snapshot = next with { Quadrants = [Snapshots.Snapshot.Quadrants[0], .. next.Quadrants.Skip(1)] };
        Feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.FindAll(".mark").ShouldHaveSingleItem().Closest("[data-quadrant]")!.GetAttribute("data-quadrant").ShouldBe("risk"));
    }

    [Fact]
    public void An_empty_installation_shows_the_first_call()
    {
        Snapshots.Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Unknown("Nothing yet."));
        var page = Render<DashboardPage>();
        page.Find(".empty pre").TextContent.ShouldStartWith("curl http://localhost/api/v1/readings");
        page.FindAll("[data-panel]").Count.ShouldBe(16);
    }

    [Fact]
    public async Task New_figures_appear_without_a_reload_and_the_changed_number_is_tinted()
    {
        var page = Render<DashboardPage>();
        await NextLoadAsync();
        await NextLoadAsync();
        page.FindAll(".tint").ShouldBeEmpty();
        Clock.Advance(PanelPace.Rest);
        Snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Value = 53_000_000 });
        Feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.FindAll(".tint").ShouldHaveSingleItem().GetAttribute("data-value").ShouldBe("53000000"));
    }

    [Fact]
    public void The_address_decides_period_and_filter()
    {
        Navigation.NavigateTo("/?period=90d&region=EMEA");
        var page = Render<DashboardPage>();
        Snapshots.Asked[0].Period.ShouldBe("90d");
        Snapshots.Asked[0].Filter.Regions.ShouldBe(["EMEA"]);
        page.Find(".picker.active .chosen").TextContent.ShouldBe("EMEA");

        page.Find(".picker.active .clear").Click();
        page.WaitForAssertion(() => new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=90d"));
        page.WaitForAssertion(() => Snapshots.Asked[^1].Filter.Regions.ShouldBeEmpty());
    }

    [Fact]
    public void Picking_a_value_makes_a_new_address()
    {
        var page = Render<DashboardPage>();
        OpenPicker(page, "Wave");
        page.FindAll(".list input[type=checkbox]")[1].Change(true);
        page.WaitForAssertion(() => new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?wave=2"));
    }

    [Theory]
    [InlineData("/?wave=two", "The wave 'two' is not a number.")]
    [InlineData("/?region=MARS", "The region 'MARS' does not exist.")]
    [InlineData("/?panel=nope", "There is no panel 'nope'.")]
    public void A_bad_parameter_shows_the_default_view_and_says_so(string address, string expected)
    {
        Navigation.NavigateTo(address);
        var page = Render<DashboardPage>();
        page.Find(".notice").TextContent.ShouldContain(expected);
        page.FindAll("[data-panel]").Count.ShouldBe(16);
    }

    [Fact]
    public async Task The_last_known_figures_stand_there_until_the_first_load_is_through()
    {
        var slow = new TaskCompletionSource();
        Snapshots.Until = slow.Task;
        Snapshots.Recent = BoardSamples.Snapshot(_ => BoardSamples.Figure() with { Value = 1 });
        var page = Render<DashboardPage>();
        page.FindAll(".skeleton").ShouldBeEmpty();
        page.Find("[data-value]").GetAttribute("data-value").ShouldBe("1");
        await NextLoadAsync();
        slow.SetResult();
        page.WaitForAssertion(() => page.Find("[data-value]").GetAttribute("data-value").ShouldBe("52400000"));
    }

    [Fact]
    public async Task A_paused_page_stands_still_until_it_is_resumed()
    {
        var page = Render<DashboardPage>();
        await NextLoadAsync();
        await NextLoadAsync();
        page.Find("[data-hotkey=space]").Click();
        Plain(page.Find(".status .pulse")).ShouldBe("Paused");
        Snapshots.Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Figure() with { Value = 1 });
        Feed.Raise(RollupTopics.Any);
        Clock.Advance(TimeSpan.FromSeconds(5));
        page.Find("[data-value]").GetAttribute("data-value").ShouldBe("52400000");

        page.Find("[data-hotkey=space]").Click();
        await NextLoadAsync();
        page.WaitForAssertion(() => page.Find("[data-value]").GetAttribute("data-value").ShouldBe("1"));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_leaves_the_last_figures_and_a_notice()
    {
        var page = Render<DashboardPage>();
        await NextLoadAsync();
        await NextLoadAsync();
        Snapshots.Failure = new InvalidOperationException("on purpose");
        Feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.Find(".notice.bad").TextContent.ShouldContain("No connection to the data since 22 Nov 2026"));
        page.FindAll("[data-panel]").Count.ShouldBe(16);
        page.FindAll(".page.away").Count.ShouldBe(1);

        Snapshots.Failure = null;
        // It tries again by itself.
        Clock.Advance(AgeTicker.Interval);
        page.WaitForAssertion(() => page.FindAll(".notice.bad, .page.away").ShouldBeEmpty());
    }

    [Fact]
    public void A_host_that_has_lost_the_database_shows_since_when_its_figures_are_old()
    {
        Snapshots.Snapshot = BoardSamples.Snapshot() with { Disconnected = true, AsOf = Samples.Noon.AddMinutes(-7) };
        var page = Render<DashboardPage>();
        Plain(page.Find(".notice.bad")).ShouldBe("No connection to the data since 22 Nov 2026 11:53:00. The last known figures are shown in grey; trying again.");
        page.FindAll(".page.away").Count.ShouldBe(1);
        Plain(page.Find(".status .pulse")).ShouldBe("Not updating");
        page.Find("[data-value]").GetAttribute("data-value").ShouldBe("52400000");
    }

    [Fact]
    public async Task A_closed_page_leaves_nothing_behind()
    {
        Render<DashboardPage>();
        // The page, and the watch that wakes it.
        Feed.SubscriberCount.ShouldBe(2);
        await DisposeComponentsAsync();
        Feed.SubscriberCount.ShouldBe(0);
        Ticker.ListenerCount.ShouldBe(0);
    }

    [Fact]
    public void The_report_is_ordered_for_the_same_view()
    {
        Navigation.NavigateTo("/?period=30d&region=EMEA");
        Render<DashboardPage>().Find(".actions a").GetAttribute("href").ShouldBe("/reports?new&period=30d&region=EMEA");
    }

    [Fact]
    public void The_outcomes_say_target_and_projected_date() =>
        Plain(Render<DashboardPage>().Find("[data-outcome=processes]")).ShouldBe("Processes with AI in use At risk 71 % of 80 % · expected Apr 2027");
}
