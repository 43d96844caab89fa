using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class DashboardUrlsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("period=90d")]
    [InlineData("period=2026-01-01..2026-03-31")]
    [InlineData("period=12m&region=EMEA&region=AMER&country=DE&unit=FIN-DE&function=finance&wave=1&wave=2&system=invoice-matching")]
    [InlineData("period=mtd&compare=previous")]
    [InlineData("region=A%26B%20%2B%20C")]
    [InlineData("period=90d&unit=FIN-DE&asOf=2026-11-15T10%3A00%3A00.1234567Z")]
    public void What_is_written_is_read_back_the_same(string text)
    {
        var query = DashboardUrls.Parse(text, UnitScope.All);
        DashboardUrls.QueryString(query).ShouldBe(text);
        DashboardUrls.Parse($"?{text}", UnitScope.All).Key.ShouldBe(query.Key);
    }

    [Fact]
    public void Repeated_parameters_are_all_heard_and_equal_ones_once()
    {
        var filter = DashboardUrls.Parse("?unit=A&unit=B&unit=A&Wave=3&wave=&other=x", UnitScope.All).Filter;
        filter.Units.ShouldBe(["A", "B"]);
        filter.Waves.ShouldBe([3]);
        filter.Regions.ShouldBeEmpty();
    }

    [Fact]
    public void The_reader_s_scope_is_in_the_query_and_never_in_the_link()
    {
        var scope = UnitScope.Of(["FIN-DE"]);
        var query = DashboardUrls.Parse("period=7d", scope);
        query.Scope.ShouldBe(scope);
        DashboardUrls.QueryString(query).ShouldBe("period=7d");
    }

    [Theory]
    [InlineData("wave=two")]
    [InlineData("wave=-1")]
    [InlineData("period=7d&period=30d")]
    [InlineData("compare=previous&compare=year")]
    [InlineData("asOf=2026-01-01")]
    public void What_can_not_be_answered_is_refused_in_words(string text) =>
        Should.Throw<Invalid>(() => DashboardUrls.Parse(text, UnitScope.All)).Message.ShouldNotBeEmpty();

    [Fact]
    public void Links_lead_to_the_page_the_open_panel_and_the_report()
    {
        var query = new DashboardQuery("90d", new SliceFilter { Regions = ["EMEA"] }, UnitScope.All);
        DashboardUrls.Href(query, null).ShouldBe("/?period=90d&region=EMEA");
        DashboardUrls.Href(query, "risk.incidents").ShouldBe("/?period=90d&region=EMEA&panel=risk.incidents");
        DashboardUrls.ReportHref(query).ShouldBe("/reports?new&period=90d&region=EMEA");
        var plain = new DashboardQuery(null, SliceFilter.Everything, UnitScope.All);
        DashboardUrls.Href(plain, null).ShouldBe("/");
        DashboardUrls.ReportHref(plain).ShouldBe("/reports?new");
    }

    [Theory]
    [InlineData("?panel=risk.incidents", "risk.incidents")]
    [InlineData("?period=7d", null)]
    [InlineData("?panel=", null)]
    public void The_open_panel_is_read_from_the_link(string text, string? expected) =>
        DashboardUrls.OpenPanel(text).ShouldBe(expected);
}
