using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class ProjectionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_steady_rise_reaches_its_target_on_the_day() =>
        Projection.Reached(60, 80, Projection.Pace([10, 20, 30, 40, 50, 60], 28), Today).ShouldBe(Today.AddDays(56));

    [Fact]
    public void One_odd_point_does_not_bend_the_pace() =>
        Projection.Pace([10, 20, 30, 400, 50, 60], 1)!.Value.ShouldBe(10, 2.5);

    [Fact]
    public void A_fall_a_target_already_reached_and_too_few_points_project_nothing()
    {
        Projection.Reached(60, 80, Projection.Pace([90, 80, 70, 60], 28), Today).ShouldBeNull();
        Projection.Reached(90, 80, 1, Today).ShouldBeNull();
        Projection.Pace([10, null, null, 20], 28).ShouldBeNull();
    }

    [Fact]
    public void Held_since_is_the_start_of_the_unbroken_run()
    {
        DateOnly[] starts = [Today, Today.AddDays(1), Today.AddDays(2), Today.AddDays(3)];
        Projection.HeldSince([9, 5, 8, 9], starts, 8).ShouldBe(starts[2]);
        Projection.HeldSince([9, 9, 9, 7], starts, 8).ShouldBeNull();
    }
}
