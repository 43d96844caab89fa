using ScalingDashboard.Features.Dashboard.DrillDown;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard.DrillDown;

[Trait("Ring", "Unit")]
public sealed class FirstPartsTests
{
    private const int Most = 3;

    [Fact]
    public void Those_that_are_off_track_come_first_then_those_at_risk_then_the_largest()
    {
        var breakdown = Of(("A", 9, TargetStatus.OnTrack), ("B", 5, TargetStatus.AtRisk), ("C", 4, TargetStatus.OffTrack), ("D", 1, TargetStatus.OnTrack));
        var shown = FirstParts.Of(breakdown, Most);
        shown.Select(p => p.Name).ShouldBe(["C", "B", "A"]);
        FirstParts.Order(breakdown, shown).ShouldBe("The 3 to look at first of 4.");
        FirstParts.Ties(breakdown, shown, "count").ShouldBeNull();
    }

    [Fact]
    public void Where_equal_ones_are_left_out_nobody_is_called_first()
    {
        var breakdown = Of([.. "ABCDEFGH".Select(name => ($"{name}", (decimal?)1, TargetStatus.AtRisk)), ("Z", 0, TargetStatus.OnTrack), ("silent", null, TargetStatus.Unknown)]);
        var shown = FirstParts.Of(breakdown, Most);
        FirstParts.Ties(breakdown, shown, "count").ShouldBe("8 units have the same value, 1 each, and stand in the order of their names.");
        FirstParts.Order(breakdown, shown).ShouldBe("3 of 10 are shown.");
    }

    [Fact]
    public void Equal_ones_that_are_all_shown_leave_the_others_ranked()
    {
        var breakdown = Of(("A", 7, TargetStatus.Unknown), ("B", 7, TargetStatus.Unknown), ("C", 2, TargetStatus.Unknown), ("D", 1, TargetStatus.Unknown), ("E", 1, TargetStatus.Unknown));
        var shown = FirstParts.Of(breakdown, Most);
        FirstParts.Ties(breakdown, shown, "USD").ShouldBe("2 units have the same value, $7 each, and stand in the order of their names.");
        FirstParts.Order(breakdown, shown).ShouldBe("The 3 largest of 5.");
    }

    [Fact]
    public void Equal_ratios_that_add_differently_are_ranked_by_what_they_add()
    {
        var equal = Of(("A", 50, TargetStatus.Unknown), ("B", 50, TargetStatus.Unknown));
        var breakdown = equal with { Parts = [equal.Parts[0] with { Contribution = 40 }, equal.Parts[1] with { Contribution = 10 }] };
        FirstParts.Ties(breakdown, FirstParts.Of(breakdown, Most), "%").ShouldBeNull();
    }

    [Fact]
    public void Parts_are_judged_by_the_same_target_as_the_whole_or_by_their_own()
    {
        var target = new PeriodTarget(0, 5);
        var whole = BoardSamples.Figure() with { Judged = target, Status = TargetStatus.OffTrack };
        var parts = Of(("A", 1, TargetStatus.AtRisk), ("B", 7, TargetStatus.Unknown));
        MetricWords.PartsJudged(With(parts, target), whole)!.ShouldContain("added up they may be off track although none of them is");
        MetricWords.PartsJudged(With(parts, target), whole with { Metric = Samples.Metric(RollupRule.Ratio) })!.ShouldEndWith("against the same target as the whole.");
        MetricWords.PartsJudged(With(parts, target with { Goal = 3 }), whole)!.ShouldContain("the target that holds for it");
        MetricWords.PartsJudged(Of(("A", 1, TargetStatus.Unknown)), whole).ShouldBeNull();
    }

    private static Breakdown With(Breakdown breakdown, PeriodTarget target) =>
        breakdown with { Parts = [.. breakdown.Parts.Select(p => p with { Figure = p.Figure with { Judged = target } })] };

    private static Breakdown Of(params (string Name, decimal? Value, TargetStatus Status)[] parts) => new(
        Dimension.Unit,
        [.. parts.Select(p => new BreakdownPart(p.Name, p.Name, SliceFilter.Everything, BoardSamples.Figure() with { Value = p.Value, Status = p.Status }, p.Value))],
        null, null, null);
}
