using ScalingDashboard.Measurement.Ingestion.Tables;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Tables;

[Trait("Ring", "Unit")]
public sealed class TableNumbersTests
{
    [Theory]
    [InlineData("12", NumberSigns.None)]
    [InlineData("n/a", NumberSigns.None)]
    [InlineData("1.5", NumberSigns.Point)]
    [InlineData("1,5", NumberSigns.Comma)]
    [InlineData("1,234.5", NumberSigns.Point)]
    [InlineData("1.234,5", NumberSigns.Comma)]
    [InlineData("1,234,567", NumberSigns.Point)]
    [InlineData("1.234.567", NumberSigns.Comma)]
    [InlineData("0,125", NumberSigns.Comma)]
    [InlineData("1234,567", NumberSigns.Comma)]
    [InlineData("-1,234", NumberSigns.Either)]
    [InlineData("1.234", NumberSigns.Either)]
    [InlineData("12,50 %", NumberSigns.Comma)]
    public void Signs_of_a_number_are_what_it_can_only_be(string text, NumberSigns signs) => TableNumbers.SignsOf(text).ShouldBe(signs);

    [Theory]
    [InlineData("1,234.50", NumberStyle.Point, "1234.50")]
    [InlineData("1.234,50", NumberStyle.Comma, "1234.50")]
    [InlineData("1,234", NumberStyle.Comma, "1.234")]
    [InlineData("1,234", NumberStyle.Point, "1234")]
    [InlineData("1 234,5", NumberStyle.Comma, "1234.5")]
    [InlineData("1\u202F234\u202F567", NumberStyle.Unsaid, "1234567")]
    [InlineData("1'234.5", NumberStyle.Point, "1234.5")]
    [InlineData("\u22125", NumberStyle.Unsaid, "-5")]
    [InlineData("+.5", NumberStyle.Point, ".5")]
    [InlineData("1e5", NumberStyle.Comma, "1e5")]
    public void Number_is_read_in_its_style(string text, NumberStyle style, string number)
    {
        TableNumbers.TryRead(text, style, out var read).ShouldBeTrue();
        read.ShouldBe(number);
    }

    [Theory]
    [InlineData("", NumberStyle.Point)]
    [InlineData("twelve", NumberStyle.Point)]
    [InlineData("1.234,5", NumberStyle.Point)]
    [InlineData("1.5", NumberStyle.Comma)]
    [InlineData("12,34", NumberStyle.Point)]
    [InlineData("12 34", NumberStyle.Point)]
    [InlineData("$5", NumberStyle.Point)]
    [InlineData("(5)", NumberStyle.Point)]
    [InlineData("1.2.3", NumberStyle.Point)]
    [InlineData("#REF!", NumberStyle.Point)]
    public void What_is_no_number_in_the_style_is_not_guessed(string text, NumberStyle style) => TableNumbers.TryRead(text, style, out _).ShouldBeFalse();
}
