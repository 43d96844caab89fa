using System.Globalization;
using ScalingDashboard.Measurement.Ingestion;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

[Trait("Ring", "Unit")]
public sealed class NumbersTests
{
    [Theory]
    [InlineData("1250.50", "1250.50")]
    [InlineData("-0", "0")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1e3", "1000")]
    [InlineData("0e-400", "0")]
    public void A_finite_number_keeps_every_digit(string text, string expected)
    {
        Numbers.TryParse(text, out var number).ShouldBeTrue();
        number.ShouldBe(decimal.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    [InlineData("1e-320")]
    [InlineData("1,5")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0x10")]
    [InlineData("1 000")]
    public void What_is_not_a_finite_decimal_is_refused(string? text) => Numbers.TryParse(text, out _).ShouldBeFalse();
}
