using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.Sheets;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>The board as known at a past moment: it says so, stands still, and leads back.</summary>
[Trait("Ring", "Component")]
public sealed class PastBoardTests : DashboardPageContext
{
    private const string Past = "/?asOf=2026-11-15T10%3A00%3A00Z";

    private readonly PastSnapshots _snapshots = new();

    public PastBoardTests() => Services.AddSingleton<IDashboardSnapshots>(_snapshots);

    [Fact]
    public void A_past_board_says_when_it_is_from_and_that_it_stands_still()
    {
        var page = Open(Past);
        page.Find(".past p").TextContent.ShouldBe("As known on 15 Nov 2026, 10:00. Figures do not move.");
        _snapshots.Asked[0].AsOf.ShouldBe(new DateTimeOffset(2026, 11, 15, 10, 0, 0, TimeSpan.Zero));
        page.FindAll(".status").ShouldBeEmpty();
        page.FindAll("[data-hotkey=space]").ShouldBeEmpty();
        page.Find(".picker.active .chosen").TextContent.ShouldBe("15 Nov 2026");
    }

    [Fact]
    public void A_moment_before_the_first_reading_says_that_nothing_had_come_and_not_how_to_begin()
    {
        _snapshots.IsEmpty = true;
        var page = Open(Past);
        page.Find(".past p").TextContent.ShouldBe("As known on 15 Nov 2026, 10:00. Nothing had been reported by then.");
        page.FindAll(".empty").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_past_board_hears_nothing_and_does_not_age()
    {
        var page = Open(Past);
        Feed.SubscriberCount.ShouldBe(0);
        Ticker.ListenerCount.ShouldBe(0);
        page.Find("[data-panel='impact.market'] .state").TextContent.ShouldContain("7");
        Feed.Raise(RollupTopics.Any);
        Clock.Advance(TimeSpan.FromDays(3));
        page.Find("[data-panel='impact.market'] .fresh").TextContent.ShouldContain("7");
        _snapshots.Asked.Count.ShouldBe(1);
        await DisposeComponentsAsync();
    }

    [Fact]
    public void Every_link_keeps_the_moment_and_one_leads_back()
    {
        var page = Open(Past + "&region=EMEA");
        var links = page.FindAll(".bar a, [data-panel] a").Select(a => a.GetAttribute("href")!).ToList();
        links.Count.ShouldBeGreaterThan(20);
        links.ShouldAllBe(href => href.Contains("asOf=2026-11-15T10%3A00%3A00Z"));
        links.ShouldContain("/reports?new&region=EMEA&asOf=2026-11-15T10%3A00%3A00Z");
        page.Find(".past a").GetAttribute("href").ShouldBe("/?region=EMEA");
    }

    [Fact]
    public void On_the_way_back_the_board_lives_again_and_on_the_way_there_it_stops()
    {
        var page = Open("/");
        Feed.SubscriberCount.ShouldBe(2);

        Navigation.NavigateTo(Past);
        page.WaitForAssertion(() => page.Find(".past"));
        Feed.SubscriberCount.ShouldBe(0);
        Ticker.ListenerCount.ShouldBe(0);

        Navigation.NavigateTo("/");
        page.WaitForAssertion(() => page.FindAll(".past").ShouldBeEmpty());
        Feed.SubscriberCount.ShouldBe(2);
        Ticker.ListenerCount.ShouldBeGreaterThan(0);
        page.Find(".status .pulse").TextContent.ShouldBe("Live");
    }

    [Theory]
    [InlineData("/?asOf=2027-01-01T00%3A00%3A00Z", "is still to come")]
    [InlineData("/?asOf=yesterday", "is not a moment with an offset")]
    [InlineData("/?asOf=2026-11-15", "is not a moment with an offset")]
    public void A_moment_that_can_not_be_shown_gives_the_live_board_and_a_notice(string address, string expected)
    {
        var page = Open(address);
        page.Find(".notice").TextContent.ShouldContain(expected);
        page.FindAll(".past").ShouldBeEmpty();
        page.WaitForAssertion(() => Feed.SubscriberCount.ShouldBe(2));
    }

    [Fact]
    public void A_report_of_the_past_says_so_in_its_title_and_its_file_and_one_of_the_future_is_refused()
    {
        var subject = new DashboardSubject(Services.GetRequiredService<MetricCatalog>(), Services.GetRequiredService<ReportingCalendar>(), Clock);
        var report = subject.Describe("period=30d&asOf=2026-11-15T10:00:00Z", "*");
        report.Title.ShouldBe("30 days, as known on 15 Nov 2026, 10:00");
        report.Period.ShouldBe("30d-as-known-2026-11-15-1000Z");
        report.Query.ShouldBe("period=30d&asOf=2026-11-15T10%3A00%3A00Z");
        Should.Throw<Invalid>(() => subject.Describe("asOf=2027-01-01T00:00:00Z", "*"));
    }

    [Fact]
    public void A_moment_is_chosen_on_the_clock_of_the_reporting_zone()
    {
        var page = Open("/?period=30d");
        OpenPicker(page, "As known");
        page.FindAll(".list li a").Select(a => a.GetAttribute("href")).ShouldBe(
        [
            "/?period=30d&asOf=2026-11-21T23%3A59%3A59Z", "/?period=30d&asOf=2026-11-15T23%3A59%3A59Z", "/?period=30d&asOf=2026-10-31T23%3A59%3A59Z",
        ]);
        page.Find("input[type=datetime-local]").Change("2026-11-15T10:00");
        page.Find(".list form").Submit();
        page.WaitForAssertion(() => new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=30d&asOf=2026-11-15T10%3A00%3A00Z"));
        page.WaitForAssertion(() => page.FindAll(".list").ShouldBeEmpty());
    }

    [Fact]
    public void A_moment_still_to_come_is_refused_where_it_is_chosen()
    {
        var page = Open("/");
        OpenPicker(page, "As known");
        page.Find("input[type=datetime-local]").Change("2026-11-23T10:00");
        page.Find(".list form").Submit();
        page.WaitForElement("[role=alert]").TextContent.ShouldBe("This moment is still to come. Choose one that has passed.");
        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/");
    }

    private IRenderedComponent<DashboardPage> Open(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DashboardPage>();
    }

    /// <summary>The newest reading is seven minutes older than the moment, whichever it is.</summary>
    private sealed class PastSnapshots : IDashboardSnapshots
    {
        public List<DashboardQuery> Asked { get; } = [];

        public bool IsEmpty { get; set; }

        public DashboardSnapshot? LastKnown(DashboardQuery query) => null;

        public Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
        {
            lock (Asked)
                Asked.Add(query);
            var at = query.AsOf ?? Samples.Noon;
            return at > Samples.Noon
                ? Task.FromException<DashboardSnapshot>(new Invalid($"asOf: {at:O} is still to come. Ask for a moment that has passed."))
                : Task.FromResult(BoardSamples.Snapshot(_ => IsEmpty ? BoardSamples.Unknown("Nothing yet.") : BoardSamples.Figure() with { LastAt = at.AddMinutes(-7) }) with { AsOf = at });
        }
    }
}
