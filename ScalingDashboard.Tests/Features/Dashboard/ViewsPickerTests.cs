using Bunit;
using ScalingDashboard.Features.Dashboard;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Component")]
public sealed class ViewsPickerTests : DashboardPageContext
{
    [Fact]
    public void A_view_is_saved_with_its_address_and_stands_in_the_list()
    {
        Navigation.NavigateTo("/?period=90d&region=EMEA");
        var page = Render<DashboardPage>();
        OpenPicker(page, "Views");
        page.Find("#view-name").Change("Europe");
        page.Find(".list form").Submit();
        page.WaitForElement("[data-view=Europe] a").GetAttribute("href").ShouldBe("/?period=90d&region=EMEA");
    }

    [Fact]
    public void The_default_view_is_saved_in_so_many_words()
    {
        var page = Render<DashboardPage>();
        OpenPicker(page, "Views");
        page.Find("#view-name").Change("All");
        page.Find(".list form").Submit();
        page.WaitForElement("[data-view=All] a").GetAttribute("href").ShouldBe("/?period=12m");
    }

    [Fact]
    public void A_view_is_deleted_by_a_second_press()
    {
        Views.Views.Add(new(Guid.CreateVersion7(), "Old", "period=7d", "me", false, true, false, []));
        var page = Render<DashboardPage>();
        OpenPicker(page, "Views");
        page.WaitForElement(".delete").Click();
        page.WaitForAssertion(() => page.Find(".delete").TextContent.ShouldBe("Really delete"));
        Views.Views.Count.ShouldBe(1);
        page.Find(".delete").Click();
        page.WaitForAssertion(() => page.FindAll("[data-view]").ShouldBeEmpty());
        Views.Views.ShouldBeEmpty();
    }

    [Fact]
    public void The_bare_address_shows_the_start_view_and_says_how_to_leave_it()
    {
        Views.Start = new("Risk", "period=90d&region=EMEA");
        var page = Render<DashboardPage>();
        Snapshots.Asked[0].Period.ShouldBe("90d");
        Snapshots.Asked[0].Filter.Regions.ShouldBe(["EMEA"]);
        page.FindAll(".picker.active").ShouldContain(p => p.TextContent.Contains("Start view", StringComparison.Ordinal) && p.TextContent.Contains("Risk", StringComparison.Ordinal));
        page.Find(".leave").GetAttribute("href").ShouldBe("/?period=12m");

        Navigation.NavigateTo("/?period=12m");
        page.WaitForAssertion(() => page.FindAll(".leave").ShouldBeEmpty());
        page.WaitForAssertion(() => Snapshots.Asked[^1].Filter.Regions.ShouldBeEmpty());
    }

    [Fact]
    public void Who_has_a_start_view_is_never_led_back_to_it_by_taking_a_filter_away()
    {
        Views.Start = new("Europe", "region=EMEA");
        var page = Render<DashboardPage>();
        page.FindAll(".picker.active .clear")[0].Click();
        page.WaitForAssertion(() => new Uri(Navigation.Uri).PathAndQuery.ShouldBe("/?period=12m"));
    }

    [Fact]
    public void A_start_view_of_what_is_gone_gives_the_default_view_and_a_notice()
    {
        Views.Start = new("Mars", "region=MARS");
        var page = Render<DashboardPage>();
        page.Find(".notice").TextContent.ShouldContain("'MARS' does not exist");
        page.FindAll("[data-panel]").Count.ShouldBe(16);
    }
}
