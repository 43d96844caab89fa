using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Tests.Features.Reports;

[Trait("Ring", "Database")]
public sealed class ReportsPageTests : IClassFixture<ReportsFixture>, IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReportsFixture _reports;
    private readonly BunitContext _browser = new();

    public ReportsPageTests(ReportsFixture reports)
    {
        _reports = reports;
        _reports.Sheet.Behaviour = _ => Task.CompletedTask;
        Lend<LiveFeed>();
        Lend<TimeProvider>();
        Lend<ReportingCalendar>();
        Lend<IOptions<ReportsOptions>>();
        Lend<ReportShelf>();
        Lend<OrderReport>();
        Lend<RetryReport>();
        _browser.Services.AddScoped<AgeTicker>().AddSingleton<DrawingTurns>();
        _browser.AddAuthorization().SetAuthorized("Leader").SetClaims(
            new Claim(ClaimTypes.NameIdentifier, ReportsFixture.NewAsker().Id), new Claim("units", "*"));
        _browser.JSInterop.SetupVoid("sayTitle", _ => true).SetVoidResult();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _browser.DisposeAsync();

    [Fact]
    public void Page_without_reports_says_what_to_do()
    {
        var page = _browser.Render<ReportsPage>();

        page.WaitForElement("[data-testid=reports-empty]", Patience).TextContent.ShouldContain("No reports yet");
    }

    [Fact]
    public void Page_asked_for_a_new_report_orders_it_once_and_offers_the_file_when_done()
    {
        var navigation = _browser.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/reports?new&period=90d");

        var page = _browser.Render<ReportsPage>();

        var link = page.WaitForElement("tr[data-state=done] a[download]", Patience);
        link.GetAttribute("href")!.ShouldMatch("^/api/v1/reports/[0-9a-f-]{36}/file$");
        page.FindAll("tbody tr").Count.ShouldBe(1);
        page.Find("[data-testid=report-notice]").TextContent.ShouldStartWith("The report is ready");
        navigation.Uri.ShouldEndWith("/reports");
    }

    [Fact]
    public void Page_with_a_report_under_way_shows_its_progress()
    {
        var gate = new TaskCompletionSource();
        _reports.Sheet.Behaviour = _ => gate.Task;
        var page = RenderLoaded();
        page.Find("select").Change("90d");
        page.Find("form").Submit();

        page.WaitForElement("tr[data-state=running] progress", Patience).GetAttribute("value").ShouldBe("0");
        page.Find("[data-testid=report-notice]").TextContent.ShouldStartWith("The report is being written");

        gate.SetResult();
        page.WaitForElement("tr[data-state=done]", Patience);
    }

    [Fact]
    public void Page_with_a_failed_report_offers_to_try_again()
    {
        _reports.Sheet.Behaviour = _ => throw new InvalidOperationException("broken");
        var page = RenderLoaded();
        page.Find("select").Change("90d");
        page.Find("form").Submit();
        var retry = page.WaitForElement("tr[data-state=failed] button", Patience);

        _reports.Sheet.Behaviour = _ => Task.CompletedTask;
        retry.Click();

        page.WaitForElement("tr[data-state=done]", Patience);
    }

    [Fact]
    public void Page_asked_for_what_does_not_exist_says_so_and_orders_nothing()
    {
        _browser.Services.GetRequiredService<NavigationManager>().NavigateTo("/reports?new&period=never");

        var page = _browser.Render<ReportsPage>();

        page.WaitForElement("[data-testid=report-notice]", Patience).TextContent.ShouldBe("The period is not known.");
        page.FindAll("tbody tr").ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_left_leaves_no_listener_behind()
    {
        var feed = _reports.Services.GetRequiredService<LiveFeed>();
        var before = feed.SubscriberCount;
        var page = _browser.Render<ReportsPage>();
        page.WaitForAssertion(() => feed.SubscriberCount.ShouldBe(before + 1), Patience);

        await _browser.DisposeComponentsAsync();

        feed.SubscriberCount.ShouldBe(before);
    }

    // After DisposeAsync, and then without effect.
    public void Dispose() => _browser.Dispose();

    private IRenderedComponent<ReportsPage> RenderLoaded()
    {
        var page = _browser.Render<ReportsPage>();
        page.WaitForElement("[data-testid=reports-empty]", Patience);
        return page;
    }

    private void Lend<T>()
        where T : class => _browser.Services.AddSingleton(_reports.Services.GetRequiredService<T>());
}
