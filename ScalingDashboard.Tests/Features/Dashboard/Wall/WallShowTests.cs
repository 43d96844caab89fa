using ScalingDashboard.Features.Dashboard.Wall;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Tests.Features.Dashboard.Wall;

[Trait("Ring", "Unit")]
public sealed class WallShowTests
{
    [Fact]
    public void Options_are_those_of_the_dashboard_and_two_more()
    {
        var show = WallShow.Parse("?period=90d&region=EMEA&rotate=20&theme=dark", UnitScope.All);
        show.Query.Period.ShouldBe("90d");
        show.Query.Filter.Regions.ShouldBe(["EMEA"]);
        show.Each.ShouldBe(TimeSpan.FromSeconds(20));
        WallShow.Parse("quadrant=risk", UnitScope.All).Query.Quadrant.ShouldBe("risk");
        WallShow.Parse("", UnitScope.All).ShouldSatisfyAllConditions(all => all.Query.Quadrant.ShouldBeNull(), all => all.Each.ShouldBeNull());
    }

    [Fact]
    public void A_wall_shows_no_past() =>
        WallShow.Parse("asOf=2026-03-01T00:00:00Z", UnitScope.All).Query.AsOf.ShouldBeNull();

    [Theory]
    [InlineData("quadrant=moon", "There is no quadrant 'moon'")]
    [InlineData("rotate=4", "5 to 600")]
    [InlineData("rotate=601", "5 to 600")]
    [InlineData("rotate=soon", "5 to 600")]
    [InlineData("period=90d&period=30d", "One period at a time")]
    public void What_can_not_be_shown_is_refused_when_it_is_chosen_and_said_when_it_is_shown(string query, string why)
    {
        Should.Throw<Invalid>(() => WallShow.Parse(query, UnitScope.All)).Message.ShouldContain(why);
        var shown = WallShow.Read(query, UnitScope.Of(["FIN-DE"]));
        shown.Notice!.ShouldContain(why);
        shown.Query.Scope.ToString().ShouldBe("FIN-DE");
    }
}
