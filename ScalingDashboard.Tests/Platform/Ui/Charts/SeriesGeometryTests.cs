using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Tests.Platform.Ui.Charts;

[Trait("Ring", "Unit")]
public sealed class SeriesGeometryTests
{
    private static SeriesPlace Past(decimal? value) => new("day", value);

    private static SeriesPlace Ahead(decimal value, decimal low, decimal high) => new("day", value, low, high);

    [Fact]
    public void Each_place_has_the_same_room_and_a_gap_stays_empty()
    {
        var shape = SeriesGeometry.Of([Past(1), Past(2), Past(null), Past(3)], null, false);
        shape.Points.Select(p => p?.X).ShouldBe([125, 375, null, 875]);
        shape.Runs.Select(run => run.Count).ShouldBe([2, 1]);
    }

    [Fact]
    public void What_is_to_come_begins_where_the_past_ends_and_has_its_interval_around_it()
    {
        var shape = SeriesGeometry.Of([Past(10), Past(12), Ahead(13, 11, 15), Ahead(14, 10, 18)], null, false);
        shape.Ahead.Count.ShouldBe(3);
        shape.Ahead[0].ShouldBe(shape.Points[1]!.Value);
        shape.Runs.ShouldHaveSingleItem().Count.ShouldBe(2);
        // Along the upper ends and back along the lower ones.
        shape.Interval.Select(p => p.X).ShouldBe([625, 875, 875, 625]);
        shape.Interval[0].Y.ShouldBeLessThan(shape.Interval[3].Y);
    }

    [Fact]
    public void Targets_that_change_on_the_way_are_steps_and_days_without_one_a_gap()
    {
        var shape = SeriesGeometry.Of([Past(1) with { Target = 1 }, Past(2) with { Target = 2 }, Past(2), Past(3) with { Target = 3 }], null, false);
        shape.TargetY.ShouldBeNull();
        shape.Steps.Select(step => step.Select(p => p.X).ToList()).ShouldBe([[0, 250, 250, 500], [750, 1000]]);
        shape.Steps[0][1].Y.ShouldBe(shape.Points[0]!.Value.Y);
        shape.Steps[0][2].Y.ShouldBe(shape.Points[1]!.Value.Y);
        // One target for all is a line, however many places it is told at.
        SeriesGeometry.Of([Past(1) with { Target = 1 }, Past(2) with { Target = 1 }], 1, false).Steps.ShouldBeEmpty();
    }

    [Fact]
    public void A_place_that_is_still_running_is_dashed_and_not_in_the_line()
    {
        var shape = SeriesGeometry.Of([Past(1), Past(2), Past(1.5m), Ahead(2, 1, 3)], null, true);
        shape.Partial.ShouldBe((shape.Points[1]!.Value, shape.Points[2]!.Value));
        shape.Runs.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(98.2, 99.9)]
    [InlineData(-5, 40_000_000)]
    [InlineData(0.00001, 0.00002)]
    [InlineData(7, 7)]
    public void Lines_of_the_grid_are_round_few_and_inside(double low, double high)
    {
        var shape = SeriesGeometry.Of([Past((decimal)low), Past((decimal)high)], null, false);
        shape.Ticks.Count.ShouldBeInRange(1, 6);
        shape.Ticks.ShouldAllBe(tick => tick.Y >= 0 && tick.Y <= SeriesGeometry.Size);
        var steps = shape.Ticks.Zip(shape.Ticks.Skip(1), (a, b) => b.Value - a.Value).Distinct().ToList();
        steps.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void The_scale_of_amounts_does_not_reach_below_zero() =>
        SeriesGeometry.Of([Past(0), Past(10)], null, false).Points[0]!.Value.Y.ShouldBe(SeriesGeometry.Size);

    [Fact]
    public void A_far_target_does_not_flatten_the_series()
    {
        SeriesGeometry.Of([Past(1), Past(2)], 500, false).TargetY.ShouldBeNull();
        SeriesGeometry.Of([Past(1), Past(2)], 2.5m, false).TargetY.ShouldNotBeNull();
    }

    [Fact]
    public void Without_a_value_nothing_is_drawn()
    {
        var shape = SeriesGeometry.Of([Past(null), Past(null)], 5, false);
        shape.Runs.ShouldBeEmpty();
        shape.Ticks.ShouldBeEmpty();
    }
}
