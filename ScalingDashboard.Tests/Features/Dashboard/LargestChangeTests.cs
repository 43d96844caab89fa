using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class LargestChangeTests
{
    private static readonly Figure Still = BoardSamples.Figure() with { Value = 10, Previous = 10 };

    [Fact]
    public void Unlike_units_are_ranked_by_their_share_and_shown_in_their_own_words()
    {
        Of(("impact.savings", Moved(102, 100, "USD")), ("impact.customers", Moved(60, 50, "%"))).ShouldBe("Customer satisfaction and experience +10 pp");
        Of(("impact.savings", Moved(70, 100, "USD")), ("impact.customers", Moved(60, 50, "%"))).ShouldBe("Cost savings and efficiency -30 %");
    }

    [Fact]
    public void What_can_not_be_compared_is_not_the_largest()
    {
        var little = ("impact.savings", Moved(101, 100, "USD"));
        Of(little, ("impact.market", Moved(500, 100, "USD") with { Complete = false })).ShouldBe("Cost savings and efficiency +1 %");
        Of(little, ("impact.market", Moved(500, 100, "USD") with { Freshness = Freshness.Stale })).ShouldBe("Cost savings and efficiency +1 %");
        Of(little, ("impact.market", Moved(500, 0, "USD"))).ShouldBe("Cost savings and efficiency +1 %");
        Of(little, ("impact.market", BoardSamples.Unknown("Nothing yet."))).ShouldBe("Cost savings and efficiency +1 %");
    }

    [Fact]
    public void A_quadrant_in_which_nothing_moved_names_none() => Of().ShouldBeNull();

    private static Figure Moved(decimal value, decimal previous, string unit) =>
        BoardSamples.Figure() with { Metric = BoardSamples.Figure().Metric with { Unit = unit }, Value = value, Previous = previous };

    private static string? Of(params (string Panel, Figure Figure)[] moved)
    {
        var snapshot = BoardSamples.Snapshot(panel => moved.FirstOrDefault(m => m.Panel == panel.Key).Figure ?? Still);
        var board = Board.Of(snapshot, DashboardUrls.Parse("", ScalingDashboard.Platform.Access.UnitScope.All), TimeZoneInfo.Utc, Samples.Noon);
        return LargestChange.Of(board, board.Snapshot.Quadrants[0])?.Replace(Formatting.Thin, ' ').Replace(Formatting.Minus, '-');
    }
}
