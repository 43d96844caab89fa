using ScalingDashboard.Measurement.Rollups.Sketches;

namespace ScalingDashboard.Tests.Measurement.Rollups.Sketches;

[Trait("Ring", "Unit")]
public sealed class BinsTests
{
    [Fact]
    public void Bins_ascend_with_their_values_and_lie_around_zero()
    {
        decimal[] values = [decimal.MinValue, -1_000, -1.5m, -1, -0.001m, -1e-28m, 0, 1e-28m, 0.001m, 1, 1.5m, 1_000, decimal.MaxValue];
        var bins = Array.ConvertAll(values, Bins.Of);
        bins.ShouldBeInOrder();
        bins.Distinct().Count().ShouldBe(bins.Length);
        Bins.Of(0.00m).ShouldBe(0);
        Bins.Of(-0.00m).ShouldBe(0);
    }

    [Fact]
    public void Every_bin_from_a_millionth_to_a_billion_holds_its_midpoint_within_the_stated_error()
    {
        for (var bin = Bins.Of(0.000001m); bin <= Bins.Of(1_000_000_000m); bin++)
        {
            var middle = Bins.Midpoint(bin);
            Bins.Of(middle).ShouldBe(bin);
            Bins.Midpoint(-bin).ShouldBe(-middle);
            // Both ends of the bin lie half a bin away: 1/257 and 1/256 of the value.
            Bins.Of(middle * (1 - 0.0019m)).ShouldBeInRange(bin - 1, bin);
            Bins.Of(middle * (1 + 0.0041m)).ShouldBe(bin + 1);
        }
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("1.0078125")]
    [InlineData("123456789012345678.9")]
    [InlineData("0.1234567890123456789")]
    public void Zeros_at_the_end_do_not_move_a_value_to_another_bin(string text)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        for (var zeros = value; zeros.Scale < 27 && Math.Abs(zeros) < 1e8m; zeros *= 1.0m)
            Bins.Of(zeros).ShouldBe(Bins.Of(value));
        Decimals.Trimmed(value * 1.000m).Scale.ShouldBe(value.Scale);
    }

    [Fact]
    public void Numbers_are_trimmed_whatever_their_size()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var number = new decimal(random.Next(), random.Next(), random.Next(3) == 0 ? random.Next() : 0, random.Next(2) == 0, (byte)random.Next(0, 20));
            var places = Math.Min(random.Next(0, 9), number.Scale);
            var shorter = decimal.Round(number, places);
            var trimmed = Decimals.Trimmed(shorter);
            trimmed.ShouldBe(shorter);
            ((int)trimmed.Scale).ShouldBeLessThanOrEqualTo(places);
            (trimmed.Scale == 0 || decimal.Round(trimmed, trimmed.Scale - 1) != trimmed).ShouldBeTrue($"{shorter} became {trimmed}");
        }
    }
}
