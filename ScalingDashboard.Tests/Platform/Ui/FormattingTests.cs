using System.Globalization;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Tests.Platform.Ui;

[Trait("Ring", "Unit")]
public sealed class FormattingTests
{
    private static readonly CultureInfo Culture = Formatting.English;

    // "_" stands for the narrow no-break space and "-" for the minus sign, so that the cases can be read.
    private static string Plain(string? text) =>
        (text ?? "").Replace(Formatting.Thin, '_').Replace(Formatting.Minus, '-');

    [Theory]
    [InlineData("52412345.67", "USD", "$52.4_M")]
    [InlineData("200000000", "USD", "$200_M")]
    [InlineData("0.41", "USD", "$0.41")]
    [InlineData("41.2", "USD", "$41.20")]
    [InlineData("41", "USD", "$41")]
    [InlineData("0.0041", "USD", "$0.0041")]
    [InlineData("412.37", "USD", "$412")]
    [InlineData("-1234567", "USD", "-$1.23_M")]
    [InlineData("51234567", "EUR", "€51.2_M")]
    [InlineData("1500", "CHF", "CHF_1,500")]
    [InlineData("94.3", "%", "94.3_%")]
    [InlineData("94.349", "%", "94.3_%")]
    [InlineData("95", "%", "95_%")]
    [InlineData("99.96", "%", "99.96_%")]
    [InlineData("100", "%", "100_%")]
    [InlineData("120.46", "%", "120.5_%")]
    [InlineData("0.042", "%", "0.042_%")]
    [InlineData("1284", "count", "1,284")]
    [InlineData("0", "count", "0")]
    [InlineData("3.8", "count", "3.8")]
    [InlineData("34", "points", "34_pts")]
    [InlineData("3.2", "h", "3.2_h")]
    [InlineData("41", "d", "41_d")]
    [InlineData("212.4", "ms", "212_ms")]
    [InlineData("0.94", "x", "0.94_×")]
    [InlineData("12.345", "kWh", "12.3_kWh")]
    [InlineData("0.0412", "h", "0.041_h")]
    public void A_value_has_at_most_four_digits_and_its_unit(string value, string unit, string expected) =>
        Plain(Formatting.Value(decimal.Parse(value, CultureInfo.InvariantCulture), unit, Culture)).ShouldBe(expected);

    [Theory]
    [InlineData("9999", "9,999")]
    [InlineData("9999.4", "9,999")]
    [InlineData("9999.5", "10_k")]
    [InlineData("10000", "10_k")]
    [InlineData("12345", "12.3_k")]
    [InlineData("99949", "99.9_k")]
    [InlineData("99950", "100_k")]
    [InlineData("999499", "999_k")]
    [InlineData("999500", "1_M")]
    [InlineData("999950", "1_M")]
    [InlineData("9994999", "9.99_M")]
    [InlineData("9995000", "10_M")]
    [InlineData("999950000", "1_B")]
    [InlineData("999950000000", "1_T")]
    [InlineData("1234567890123456", "1,235_T")]
    public void A_large_number_is_shortened_after_rounding(string value, string expected) =>
        Plain(Formatting.Value(decimal.Parse(value, CultureInfo.InvariantCulture), "count", Culture)).ShouldBe(expected);

    [Theory]
    [InlineData("99.994", "99.99_%")]
    [InlineData("99.996", "99.99_%")]
    [InlineData("99.99999", "99.99_%")]
    [InlineData("98.96", "99_%")]
    public void A_share_short_of_all_never_reads_as_all(string value, string expected) =>
        Plain(Formatting.Value(decimal.Parse(value, CultureInfo.InvariantCulture), "%", Culture)).ShouldBe(expected);

    [Fact]
    public void A_missing_value_is_a_dash_and_never_zero()
    {
        Formatting.Value(null, "USD", Culture).ShouldBe("—");
        Formatting.Full(null, "%", Culture).ShouldBe("—");
        Formatting.Raw(null).ShouldBe("");
    }

    [Fact]
    public void A_value_in_full_keeps_the_cents_and_six_decimals()
    {
        Formatting.Full(52_412_345.678m, "USD", Culture).ShouldBe("$52,412,345.68");
        Plain(Formatting.Full(-1234.5678912m, "h", Culture)).ShouldBe("-1,234.567891_h");
    }

    [Fact]
    public void The_raw_number_is_unrounded_and_invariant() =>
        Formatting.Raw(-1234567.8912345678m).ShouldBe("-1234567.8912345678");

    [Theory]
    [InlineData("50100000", "48000000", "USD", "+2.1_M (+4.4_%) vs prior year")]
    [InlineData("48000000", "50100000", "USD", "-2.1_M (-4.2_%) vs prior year")]
    [InlineData("82.4", "77.3", "%", "+5.1_pp vs prior year")]
    [InlineData("99.96", "99.94", "%", "+0.02_pp vs prior year")]
    [InlineData("34", "30", "points", "+4_pts vs prior year")]
    [InlineData("3.2", "3.8", "d", "-0.6_d (-15.8_%) vs prior year")]
    [InlineData("0.36", "0.41", "USD", "-0.05 (-12.2_%) vs prior year")]
    [InlineData("2.92", "3.75", "per 100", "-0.83 (-22.1_%) vs prior year")]
    [InlineData("5", "0", "count", "+5, n/a (base 0) vs prior year")]
    [InlineData("5", "-2", "USD", "+7, n/a (base below 0) vs prior year")]
    [InlineData("7", "7", "count", "no change vs prior year")]
    public void A_change_is_signed_absolute_relative_and_named(string value, string previous, string unit, string expected) =>
        Plain(Formatting.ChangeWords(
            decimal.Parse(value, CultureInfo.InvariantCulture), decimal.Parse(previous, CultureInfo.InvariantCulture), unit, "vs prior year", Culture))
            .ShouldBe(expected);

    [Fact]
    public void A_change_from_or_to_the_unknown_is_unknown()
    {
        Formatting.ChangeWords(5, null, "count", "vs prior year", Culture).ShouldBe("— vs prior year");
        Formatting.Change(null, 5, "count", Culture).ShouldBe("—");
        Formatting.ChangePercent(null, 5, "count", Culture).ShouldBeNull();
    }

    [Fact]
    public void A_change_too_small_to_show_has_no_sign() =>
        Plain(Formatting.Change(1.0000000001m, 1m, "h", Culture)).ShouldBe("0_h");

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(-300, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1_min")]
    [InlineData(3599, "59_min")]
    [InlineData(3600, "1_h")]
    [InlineData(172799, "47_h")]
    [InlineData(172800, "2_d")]
    public void An_age_is_told_in_its_largest_unit(int seconds, string expected) =>
        Plain(Formatting.Age(TimeSpan.FromSeconds(seconds), Culture)).ShouldBe(expected);

    [Fact]
    public void A_share_of_target_needs_a_target_above_zero()
    {
        Plain(Formatting.ShareOfTarget(46, 50, Culture)).ShouldBe("92_% of target");
        Formatting.ShareOfTarget(46, 0, Culture).ShouldBeNull();
        Formatting.ShareOfTarget(null, 50, Culture).ShouldBeNull();
    }

    [Fact]
    public void A_moment_is_told_on_the_clock_of_its_zone() => Formatting.Moment(
        new(2026, 11, 22, 13, 5, 12, TimeSpan.Zero), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), Culture)
        .ShouldBe("22 Nov 2026 14:05:12");
}
