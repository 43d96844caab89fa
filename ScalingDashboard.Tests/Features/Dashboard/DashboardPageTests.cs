using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class DashboardPageTests : BunitContext
{
    private readonly FakeClock _clock = new();
    private readonly LiveFeed _feed = new();
    private readonly MetricCatalog _catalog = new();
    private readonly FixedSnapshots _snapshots = new();
    private readonly SampleRestatements _restatements = new();

    public DashboardPageTests()
    {
        _catalog.Replace(Samples.Catalog());
        Services.AddSingleton<TimeProvider>(_clock).AddSingleton(_feed).AddSingleton(_catalog).AddSingleton<AgeTicker>()
            .AddSingleton<IDashboardSnapshots>(_snapshots).AddSingleton<IPanelRestatements>(_restatements)
            .AddSingleton(new ReportingCalendar(Options.Create(new ReportingOptions()), _clock));
        AddAuthorization().SetAuthorized("reader").SetClaims(new Claim(AccessClaims.Units, UnitScope.All.ToString()));
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

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
        _clock.Advance(TimeSpan.FromSeconds(65));
        page.WaitForAssertion(() => Plain(Panel(page, "impact.market").QuerySelector(".state")!).ShouldBe("On track Late, 1 min"));
        _clock.Advance(TimeSpan.FromSeconds(60));
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
        Plain(panel.QuerySelector(".note")!).ShouldBe("The source did not answer. Try again");
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
    public void An_empty_installation_shows_the_first_call()
    {
        _snapshots.Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Unknown("Nothing yet."));
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
        _snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", BoardSamples.Figure() with { Value = 53_000_000 });
        _feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.FindAll(".tint").ShouldHaveSingleItem().GetAttribute("data-value").ShouldBe("53000000"));
    }

    [Fact]
    public void The_address_decides_period_and_filter()
    {
        Navigation.NavigateTo("/?period=90d&region=EMEA");
        var page = Render<DashboardPage>();
        _snapshots.Asked[0].Period.ShouldBe("90d");
        _snapshots.Asked[0].Filter.Regions.ShouldBe(["EMEA"]);
        page.Find(".picker.active .chosen").TextContent.ShouldBe("EMEA");

        page.Find(".picker.active .clear").Click();
        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=90d");
        page.WaitForAssertion(() => _snapshots.Asked[^1].Filter.Regions.ShouldBeEmpty());
    }

    [Fact]
    public void Picking_a_value_makes_a_new_address()
    {
        var page = Render<DashboardPage>();
        page.FindAll(".picker .open").Single(b => b.TextContent.Contains("Wave", StringComparison.Ordinal)).Click();
        page.FindAll(".list input[type=checkbox]")[1].Change(true);
        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?wave=2");
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
    public void Figures_that_are_not_combined_are_described_with_the_way_to_one()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(BoardSamples.Unknown("NOAGG: figures of several units are not combined. Choose one unit.") with { Spread = new Spread(12, 1, 2, 4, 9), LastAt = Samples.Noon });
        Plain(page.Find("[role=dialog] .spread")).ShouldBe("12 figures, $1 to $4, median $2, 9 meet the target");
        Plain(page.Find("[role=dialog] .lead")).ShouldContain("figures of several units are not combined. Choose one unit.");
    }

    [Fact]
    public void A_figure_that_was_never_restated_says_so_and_asks_nothing()
    {
        Navigation.NavigateTo("/?panel=impact.market");
        var page = Render<DashboardPage>();
        page.FindAll(".restated").ShouldBeEmpty();
        Plain(page.Find("[role=dialog]")).ShouldContain("No closed day of this period was changed.");
        _restatements.Asked.ShouldBe(0);
    }

    [Fact]
    public void Restatements_that_can_not_be_read_leave_the_figure_and_another_attempt()
    {
        _restatements.Failure = new InvalidOperationException("on purpose");
        Navigation.NavigateTo("/?panel=impact.market");
        var page = RenderWith(BoardSamples.Figure() with { Restated = new Restated(1, Samples.Noon) });
        page.WaitForAssertion(() => Plain(page.Find("[role=dialog]")).ShouldContain("The changes can not be read now."));
        _restatements.Failure = null;
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
        _snapshots.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_known_figures_stand_there_until_the_first_load_is_through()
    {
        var slow = new TaskCompletionSource();
        _snapshots.Until = slow.Task;
        _snapshots.Recent = BoardSamples.Snapshot(_ => BoardSamples.Figure() with { Value = 1 });
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
        _snapshots.Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Figure() with { Value = 1 });
        _feed.Raise(RollupTopics.Any);
        _clock.Advance(TimeSpan.FromSeconds(5));
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
        _snapshots.Failure = new InvalidOperationException("on purpose");
        _feed.Raise(RollupTopics.Any);
        await NextLoadAsync();
        page.WaitForAssertion(() => page.Find(".notice.bad").TextContent.ShouldContain("New figures can not be read since 22 Nov 2026"));
        page.FindAll("[data-panel]").Count.ShouldBe(16);

        _snapshots.Failure = null;
        await NextLoadAsync();
        page.WaitForAssertion(() => page.FindAll(".notice.bad").ShouldBeEmpty());
    }

    [Fact]
    public async Task A_closed_page_leaves_nothing_behind()
    {
        Render<DashboardPage>();
        _feed.SubscriberCount.ShouldBe(1);
        await DisposeComponentsAsync();
        _feed.SubscriberCount.ShouldBe(0);
        Services.GetRequiredService<AgeTicker>().ListenerCount.ShouldBe(0);
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

    private Task NextLoadAsync() => _snapshots.Counter.NextAsync(_clock);

    private IRenderedComponent<DashboardPage> RenderWith(Figure market)
    {
        _snapshots.Snapshot = BoardSamples.SnapshotWith("impact.market", market);
        return Render<DashboardPage>();
    }

    private static IElement Panel(IRenderedComponent<DashboardPage> page, string key) => page.Find($"[data-panel='{key}']");

    // What a reader reads: without the words for screen readers only, and with plain spaces.
    private static string Plain(IElement element)
    {
        var copy = (IElement)element.Clone();
        foreach (var hidden in copy.QuerySelectorAll(".sr-only, .share"))
            hidden.Remove();
        var text = copy.TextContent.Replace(Formatting.Thin, ' ').Replace(Formatting.Minus, '-');
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class FixedSnapshots : IDashboardSnapshots
    {
        public volatile DashboardSnapshot Snapshot = BoardSamples.Snapshot();

        public Exception? Failure { get; set; }

        public DashboardSnapshot? Recent { get; set; }

        public List<DashboardQuery> Asked { get; } = [];

        public LoadCounter Counter { get; } = new();

        public DashboardSnapshot? LastKnown(DashboardQuery query) => Recent;

        /// <summary>Answers wait for it.</summary>
        public Task Until { get; set; } = Task.CompletedTask;

        public async Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
        {
            lock (Asked)
                Asked.Add(query);
            Counter.Count();
            if (query.Filter.Regions.Contains("MARS"))
                throw new Invalid("The region 'MARS' does not exist.");
            await Until;
            return Failure is null ? Snapshot : throw Failure;
        }
    }
}
