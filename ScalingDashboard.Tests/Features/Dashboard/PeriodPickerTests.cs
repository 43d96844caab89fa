using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class PeriodPickerTests : DashboardPageContext
{
    public PeriodPickerTests() => Services.AddSingleton<IDashboardSnapshots>(new FixedSnapshots { Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Figure()) });

    [Fact]
    public void Every_usual_period_says_its_exact_days_and_their_zone()
    {
        var page = Render<DashboardPage>();
        var link = page.FindAll(".periods a").Single(a => a.TextContent == "90 days");
        page.Find($"[id='{link.GetAttribute("aria-describedby")}']").TextContent.ShouldBe("25 Aug 2026 to 22 Nov 2026, UTC");
    }

    [Fact]
    public void Behind_the_button_are_the_fiscal_spans_and_the_comparisons_and_each_keeps_the_rest_of_the_view()
    {
        Navigation.NavigateTo("/?period=90d&region=EMEA");
        var page = Render<DashboardPage>();
        OpenPicker(page, "More");
        var links = page.FindAll(".list li a").Select(a => a.GetAttribute("href")).ToList();
        links.ShouldBe(
        [
            .. new[] { "mtd", "qtd", "fytd", "lm", "lq", "lfy" }.Select(code => $"/?period={code}&region=EMEA"),
            "/?period=90d&region=EMEA", "/?period=90d&compare=previous&region=EMEA", "/?period=90d&compare=year&region=EMEA",
        ]);
    }

    [Fact]
    public void Two_days_are_chosen_and_make_an_address()
    {
        var page = Render<DashboardPage>();
        OpenPicker(page, "More");
        var fields = page.FindAll("input[type=date]");
        fields[0].Change("2026-01-01");
        page.FindAll("input[type=date]")[1].Change("2026-03-31");
        page.Find(".list form").Submit();
        page.WaitForAssertion(() => new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=2026-01-01..2026-03-31"));
    }

    [Fact]
    public void Days_in_the_wrong_order_are_refused_where_they_are_chosen()
    {
        var page = Render<DashboardPage>();
        OpenPicker(page, "More");
        page.FindAll("input[type=date]")[1].Change("2020-03-31");
        page.Find(".list form").Submit();
        page.WaitForElement("[role=alert]").TextContent.ShouldContain("Swap the two days");
        new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/");
    }
}
