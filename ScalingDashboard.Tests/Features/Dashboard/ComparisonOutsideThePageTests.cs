using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.Dashboard.Sheets;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>A comparison that was asked for goes with the question wherever it is answered.</summary>
[Trait("Ring", "Unit")]
public sealed class ComparisonOutsideThePageTests
{
    [Fact]
    public void A_program_that_watches_asks_as_the_page_does()
    {
        var watched = new WatchFilter { Period = "mtd", Compare = "previous" }.ToQuery(UnitScope.All);
        watched.Key.ShouldBe(DashboardUrls.Parse("period=mtd&compare=previous", UnitScope.All).Key);
        watched.Key.ShouldNotBe((watched with { Compare = null }).Key);
    }

    [Fact]
    public void A_report_says_it_in_title_and_file_and_an_unknown_one_is_refused()
    {
        var clock = new FakeClock();
        var catalog = new MetricCatalog();
        catalog.Replace(Samples.Catalog());
        var subject = new DashboardSubject(catalog, new ReportingCalendar(Options.Create(new ReportingOptions()), clock), clock);
        var report = subject.Describe("period=30d&compare=year", "*");
        (report.Title, report.Period, report.Query).ShouldBe(("30 days vs same days last year", "30d-vs-year", "period=30d&compare=year"));
        subject.Describe("period=30d", "*").Title.ShouldBe("30 days");
        Should.Throw<Invalid>(() => subject.Describe("compare=budget", "*"));
    }
}
