using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Tests.Platform.Ui.Charts;

[Trait("Ring", "Unit")]
public sealed class SparklineGeometryTests
{
    private static SparklineGeometry Of(decimal?[] values, decimal? target = null, bool partial = false) =>
        SparklineGeometry.Of(values, target, partial, 106, 26);

    [Fact]
    public void Values_span_the_drawing_inside_its_margin()
    {
        var shape = Of([0, 5, 10]);
        shape.Runs.ShouldHaveSingleItem().ShouldBe([new(3, 23), new(53, 13), new(103, 3)]);
        shape.End.ShouldBe(new Point(103, 3));
    }

    [Fact]
    public void A_gap_parts_the_line_and_stays_empty()
    {
        var shape = Of([0, 5, null, 10, null]);
        shape.Runs.Count.ShouldBe(2);
        shape.Runs[0].ShouldBe([new(3, 23), new(28, 13)]);
        shape.Runs[1].ShouldBe([new(78, 3)]);
        shape.End.ShouldBe(new Point(78, 3));
    }

    [Fact]
    public void A_running_part_is_dashed_and_not_in_the_solid_line()
    {
        var shape = Of([0, 5, 10], partial: true);
        shape.Runs.ShouldHaveSingleItem().Count.ShouldBe(2);
        shape.Partial.ShouldBe((new Point(53, 13), new Point(103, 3)));
    }

    [Fact]
    public void A_running_part_behind_a_gap_is_only_a_dot()
    {
        var shape = Of([0, null, 10], partial: true);
        shape.Partial.ShouldBeNull();
        shape.Runs[^1].ShouldBe([new(103, 3)]);
    }

    [Fact]
    public void Equal_values_lie_in_the_middle() => Of([7, 7, 7]).Runs.ShouldHaveSingleItem().ShouldAllBe(p => p.Y == 13);

    [Fact]
    public void A_near_target_widens_the_scale()
    {
        var shape = Of([0, 10], target: 20);
        shape.TargetY.ShouldBe(3);
        shape.Runs[0].ShouldBe([new(3, 23), new(103, 13)]);
    }

    [Fact]
    public void A_far_target_does_not_flatten_the_trend()
    {
        var shape = Of([0, 10], target: 500);
        shape.TargetY.ShouldBeNull();
        shape.Runs[0][1].Y.ShouldBe(3);
    }

    [Fact]
    public void Nothing_known_draws_nothing()
    {
        var shape = Of([null, null], target: 5);
        shape.Runs.ShouldBeEmpty();
        shape.End.ShouldBeNull();
        shape.TargetY.ShouldBeNull();
    }

    [Fact]
    public void One_value_is_one_dot() => Of([4]).Runs.ShouldHaveSingleItem().ShouldBe([new(3, 13)]);
}
