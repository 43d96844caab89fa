using System.Globalization;
using ScalingDashboard.Measurement.Rollups.Mirror;

namespace ScalingDashboard.Tests.Measurement.Rollups.Mirror;

[Trait("Ring", "Unit")]
public sealed class FixedPointTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0.001")]
    [InlineData("1250.5")]
    [InlineData("9223372036854775807")]
    [InlineData("-92233720368.54775807")]
    [InlineData("0.000000000000000001")]
    public void A_number_comes_back_as_it_was(string text)
    {
        var number = decimal.Parse(text, CultureInfo.InvariantCulture);
        var form = default(FixedPoint).Including(number)!.Value;
        form.NumberOf(form.WholeOf(number)).ToString(CultureInfo.InvariantCulture).ShouldBe(text);
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("0.0000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    public void A_number_that_no_long_holds_does_not_fit(string text) =>
        default(FixedPoint).Including(decimal.Parse(text, CultureInfo.InvariantCulture)).ShouldBeNull();

    [Fact]
    public void A_large_number_and_one_of_many_digits_do_not_fit_together() =>
        default(FixedPoint).Including(1e12m)!.Value.Including(0.0000001m).ShouldBeNull();

    [Fact]
    public void Zeros_at_the_end_take_no_digits_and_are_not_given_back()
    {
        var form = default(FixedPoint).Including(1250.500000000000000000000000m)!.Value;
        form.Digits.ShouldBe(1);
        form.NumberOf(form.WholeOf(1250.5m) * 2).ToString(CultureInfo.InvariantCulture).ShouldBe("2501");
    }

    [Fact]
    public void A_sum_may_be_wider_than_a_long()
    {
        var form = default(FixedPoint).Including(90_000_000_000_000_000.01m)!.Value;
        form.CanAdd(1).ShouldBeTrue();
        form.CanAdd(2).ShouldBeFalse();
        form.NumberOf((Int128)form.WholeOf(90_000_000_000_000_000.01m) * -1000).ToString(CultureInfo.InvariantCulture).ShouldBe("-90000000000000000010");
    }
}
