using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class WorstQuadrantTests
{
    [Theory]
    [InlineData("risk.incidents", "impact.market,impact.savings,impact.revenue,impact.customers", "risk", 0)]
    [InlineData("impact.market,risk.incidents,risk.mitigation", "impact.savings,impact.revenue", "risk", 0)]
    [InlineData("impact.market,risk.incidents", "adoption.usage,risk.governance", "risk", 0)]
    [InlineData("adoption.usage,risk.incidents", "", "adoption", 1)]
    [InlineData("", "operations.systems,adoption.usage,risk.incidents", "operations", 2)]
    public void Most_off_track_then_most_at_risk_then_the_first_on_the_page(string offTrack, string atRisk, string expected, int ties)
    {
        var worst = WorstQuadrant.Of(Board(panel => Judged(
            offTrack.Split(',').Contains(panel) ? TargetStatus.OffTrack : atRisk.Split(',').Contains(panel) ? TargetStatus.AtRisk : TargetStatus.OnTrack)))!;
        (worst.Quadrant.Key, worst.Ties).ShouldBe((expected, ties));
    }

    [Fact]
    public void What_is_on_track_stale_or_unknown_makes_no_quadrant_the_worst()
    {
        WorstQuadrant.Of(Board(_ => Judged(TargetStatus.OnTrack))).ShouldBeNull();
        // What can not be believed is no longer off track either.
        WorstQuadrant.Of(Board(_ => Judged(TargetStatus.OffTrack) with { Freshness = Freshness.Stale })).ShouldBeNull();
        WorstQuadrant.Of(Board(_ => BoardSamples.Unknown("Nothing yet."))).ShouldBeNull();
    }

    private static Figure Judged(TargetStatus status) => BoardSamples.Figure() with { Status = status };

    private static Board Board(Func<string, Figure> headline) => ScalingDashboard.Features.Dashboard.Board.Of(
        BoardSamples.Snapshot(panel => headline(panel.Key)), DashboardUrls.Parse("", ScalingDashboard.Platform.Access.UnitScope.All), TimeZoneInfo.Utc, Samples.Noon);
}
