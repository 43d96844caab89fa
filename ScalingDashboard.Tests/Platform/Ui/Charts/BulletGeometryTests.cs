using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Tests.Platform.Ui.Charts;

[Trait("Ring", "Unit")]
public sealed class BulletGeometryTests
{
    // 115 wide with 15 % headroom above 100: one unit of the drawing is one unit of the value.
    private const double Width = 115;

    [Fact]
    public void Bars_start_at_zero_and_end_at_their_value()
    {
        var shape = BulletGeometry.Of(80, 60, 100, 90, Width);
        shape.Value.ShouldBe(new BulletGeometry.Bar(0, 80));
        shape.Previous.ShouldBe(new BulletGeometry.Bar(0, 60));
        shape.Target.ShouldBe(100);
        shape.Bands.ShouldBe([new(0, 100), new(0, 90)]);
    }

    [Fact]
    public void Where_lower_is_better_the_wider_band_still_lies_below()
    {
        var shape = BulletGeometry.Of(50, null, 80, 100, Width);
        shape.Bands.ShouldBe([new(0, 100), new(0, 80)]);
        shape.Previous.ShouldBeNull();
    }

    [Fact]
    public void A_border_that_is_not_named_is_nine_tenths_of_the_target() =>
        BulletGeometry.Of(50, null, 100, null, Width).Bands[1].Width.ShouldBe(90, 1e-9);

    [Fact]
    public void A_negative_value_hangs_to_the_left_of_zero()
    {
        var shape = BulletGeometry.Of(-100, 100, null, null, 230);
        shape.Value.ShouldBe(new BulletGeometry.Bar(15, 100));
        shape.Previous.ShouldBe(new BulletGeometry.Bar(115, 100));
    }

    [Fact]
    public void Without_a_target_there_are_no_bands_and_no_tick()
    {
        var shape = BulletGeometry.Of(100, null, null, null, Width);
        shape.Bands.ShouldBeEmpty();
        shape.Target.ShouldBeNull();
        shape.Value.ShouldBe(new BulletGeometry.Bar(0, 100));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Nothing_but_zeros_draws_nothing(int? value)
    {
        var shape = BulletGeometry.Of(value, null, null, null, Width);
        shape.Value.ShouldBeNull();
        shape.Bands.ShouldBeEmpty();
    }
}
