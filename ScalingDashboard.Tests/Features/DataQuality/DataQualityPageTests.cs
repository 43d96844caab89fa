using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ScalingDashboard.Features.DataQuality;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Measurement;
using static ScalingDashboard.Tests.Measurement.QuarantineInstallation;

namespace ScalingDashboard.Tests.Features.DataQuality;

[Trait("Ring", "Web")]
public sealed class DataQualityPageTests : IClassFixture<QuarantineInstallation>, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly QuarantineInstallation _app;
    private readonly BunitContext _browser = new();
    private readonly BunitAuthorizationContext _person;
    private string _unit = "";

    public DataQualityPageTests(QuarantineInstallation app)
    {
        _app = app;
        Lend<LiveFeed>();
        Lend<DrawingTurns>();
        Lend<TimeProvider>();
        Lend<ReportingCalendar>();
        Lend<QualityReader>();
        Lend<QuarantineDecisions>();
        Lend<BatchWithdrawal>();
        _browser.Services.AddScoped<AgeTicker>();
        _browser.JSInterop.Mode = JSRuntimeMode.Loose;
        _person = _browser.AddAuthorization();
    }

    private DateTimeOffset Now => _app.Clock.GetUtcNow().AddMinutes(-1);

    public async Task InitializeAsync() => _unit = await _app.NewUnitAsync();

    public async Task DisposeAsync() => await _browser.DisposeAsync();

    [Fact]
    public void Page_without_anything_says_so_in_each_part()
    {
        var page = Render(Policies.Judge);

        page.WaitForElement("[data-testid=nothing-waits]", Patience).TextContent.ShouldStartWith("Nothing waits.");
        page.Find(".verdict").TextContent.ShouldBe("Nothing waits for a decision, no metric is late.");
        page.Find("[data-testid=sources-hidden]");
    }

    [Fact]
    public async Task A_reading_that_is_set_aside_appears_on_the_open_page_and_is_accepted_there()
    {
        var page = Render(Policies.Judge);
        page.WaitForElement("[data-testid=nothing-waits]", Patience);

        await _app.SendAsync(Row(Share, _unit, Now, 412, 100));

        var row = page.WaitForElement("[data-reading]", Patience);
        row.TextContent.ShouldContain("412 %");
        row.TextContent.ShouldContain("0 to 100 %");
        await page.InvokeAsync(() => page.FindAll(".decision button")[0].Click());
        page.WaitForElement("[data-testid=decision]", Patience).TextContent.Trim().ShouldStartWith("1 reading accepted in batch");
        (await _app.OnlyAsync(_unit)).ShouldSatisfyAllConditions(r => r.State.ShouldBe(QuarantineState.Accepted), r => r.DecidedBy.ShouldBe("ada@example.com"));
        // Or the row would be found that has not left the list yet.
        page.WaitForAssertion(() => page.FindAll("[data-reading]").ShouldBeEmpty(), Patience);

        await page.InvokeAsync(() => page.Find("[data-testid=decision] button").Click());
        page.WaitForElement("[data-reading]", Patience);
        (await _app.OnlyAsync(_unit)).State.ShouldBe(QuarantineState.Waiting);
    }

    [Fact]
    public async Task Several_are_selected_and_refused_at_once_and_put_back()
    {
        var now = Now;
        await _app.SendAsync([.. Enumerable.Range(0, 3).Select(i => Row(Share, _unit, now.AddSeconds(-i), 400 + i, 100))]);
        var page = Render(Policies.Judge);
        page.WaitForElement("[data-reading]", Patience);

        await page.InvokeAsync(() => page.FindAll("td.choice input")[0].Change(true));
        page.WaitForAssertion(() => page.FindAll("tr.chosen").Count.ShouldBe(1), Patience);
        await page.InvokeAsync(() => page.FindAll("td.choice input")[2].Change(true));
        page.WaitForAssertion(() => page.FindAll("tr.chosen").Count.ShouldBe(2), Patience);
        await page.InvokeAsync(() => page.FindAll(".bulk button")[1].Click());

        page.WaitForAssertion(() => page.FindAll("[data-reading]").Count.ShouldBe(1), Patience);
        page.Find("[data-testid=decision]").TextContent.Trim().ShouldStartWith("2 readings refused.");
        await page.InvokeAsync(() => page.Find("[data-testid=decision] button").Click());
        page.WaitForAssertion(() => page.FindAll("[data-reading]").Count.ShouldBe(3), Patience);
    }

    [Fact]
    public async Task Keys_on_a_row_decide()
    {
        var now = Now;
        await _app.SendAsync(Row(Share, _unit, now, 412, 100), Row(Share, _unit, now.AddSeconds(-1), 413, 100));
        var page = Render(Policies.Judge);
        page.WaitForElement("[data-reading]", Patience);

        await page.InvokeAsync(() => page.Find("tr[data-reading]").KeyDown(new KeyboardEventArgs { Key = "r" }));
        page.WaitForAssertion(() => page.FindAll("[data-reading]").Count.ShouldBe(1), Patience);
        // The next key is heard when the decision is through.
        page.WaitForAssertion(() => page.Find("[data-testid=decision]").TextContent.Trim().ShouldStartWith("1 reading refused."), Patience);
        await page.InvokeAsync(() => page.Find("tr[data-reading]").KeyDown(new KeyboardEventArgs { Key = "a" }));
        page.WaitForElement("[data-testid=nothing-waits]", Patience);

        (await _app.QuarantineAsync(_unit)).Select(r => r.State).Order().ShouldBe([QuarantineState.Accepted, QuarantineState.Refused]);
    }

    [Fact]
    public async Task Who_comes_second_is_told_who_was_first()
    {
        await _app.SendAsync(Row(Share, _unit, Now, 412, 100));
        var id = (await _app.OnlyAsync(_unit)).Id;
        var page = Render(Policies.Judge);
        page.WaitForElement("[data-reading]", Patience);
        // In silence, as when the page has not heard of it yet.
        await using (var refuse = _app.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            FormattableString.Invariant($"UPDATE quarantined_readings SET state = 'refused', decided_by = 'grace@example.com', decided_at = now() WHERE id = {id}")))
            await refuse.ExecuteNonQueryAsync();

        await page.InvokeAsync(() => page.Find(".decision button").Click());

        page.WaitForAssertion(() => page.Find("[data-testid=decision]").TextContent.ShouldContain("was refused by grace@example.com"), Patience);
    }

    [Fact]
    public async Task A_reader_who_may_not_decide_sees_no_button()
    {
        await _app.SendAsync(Row(Share, _unit, Now, 412, 100));
        var page = Render();

        page.WaitForElement("[data-reading]", Patience);
        page.FindAll(".decision button, .bulk, td.choice").ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_are_found_by_the_address_and_opened_to_their_units()
    {
        await _app.SendAsync(Row(Backlog, _unit, Now.AddHours(-5), 10));
        await _app.RolledUpAsync();
        _browser.Services.GetRequiredService<NavigationManager>().NavigateTo($"/data-quality?fresh=stale&metric={Backlog}");
        var page = Render();

        page.WaitForAssertion(() => page.FindAll("[data-metric]").Select(m => m.GetAttribute("data-metric")).ShouldBe([Backlog]), Patience);
        page.Find($"li[data-unit={_unit}]").TextContent.ShouldContain("Stale");
        page.Find("[data-metric] a[aria-expanded=true]").TextContent.ShouldContain("1 of 1; 1 stale");

        _browser.Services.GetRequiredService<NavigationManager>().NavigateTo("/data-quality?fresh=fresh");
        page.WaitForAssertion(() => page.FindAll("[data-metric]").ShouldBeEmpty(), Patience);
    }

    [Fact]
    public async Task Who_sees_all_units_sees_the_sources()
    {
        await _app.SendAsync(Row(Share, _unit, Now, 50, 100));
        await _app.Services.GetRequiredService<Intake>().WriteDownAsync(CancellationToken.None);
        var page = Render(UnitScope.All);

        var row = page.WaitForElement("[data-source]", Patience);
        row.GetAttribute("data-state").ShouldBe("fresh");
        row.TextContent.ShouldContain("every ");
    }

    [Fact]
    public async Task Page_left_leaves_no_listener_behind()
    {
        var feed = _app.Services.GetRequiredService<LiveFeed>();
        var before = feed.SubscriberCount;
        var page = Render();
        page.WaitForAssertion(() => feed.SubscriberCount.ShouldBe(before + 1), Patience);

        await _browser.DisposeComponentsAsync();

        feed.SubscriberCount.ShouldBe(before);
        _browser.Services.GetRequiredService<AgeTicker>().ListenerCount.ShouldBe(0);
    }

    // After DisposeAsync, and then without effect.
    public void Dispose() => _browser.Dispose();

    /// <summary>The page for somebody who sees the unit of this test.</summary>
    private IRenderedComponent<DataQualityPage> Render(params string[] grants) => Render(UnitScope.Of([_unit]), grants);

    private IRenderedComponent<DataQualityPage> Render(UnitScope scope, params string[] grants)
    {
        _person.SetAuthorized("ada@example.com").SetClaims(
            [new Claim(AccessClaims.Units, scope.ToString()), .. grants.Select(grant => new Claim(AccessClaims.Can, grant))]);
        return _browser.Render<DataQualityPage>();
    }

    private void Lend<T>()
        where T : class => _browser.Services.AddSingleton(_app.Services.GetRequiredService<T>());
}
