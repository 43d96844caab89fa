using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Charts;

namespace ScalingDashboard.Tests.Platform.Ui.Charts;

[Trait("Ring", "Unit")]
public sealed class ChartWordsTests
{
    private static string Plain(string text) => text.Replace(Formatting.Thin, ' ');

    [Theory]
    [InlineData(new[] { 1, 2, 3 }, "Trend over 3 parts of the period: from 1 d to 3 d, rising")]
    [InlineData(new[] { 3, 1 }, "Trend over 2 parts of the period: from 3 d to 1 d, falling")]
    [InlineData(new[] { 3, 9, 3 }, "Trend over 3 parts of the period: from 3 d to 3 d, level")]
    public void A_trend_is_told_by_its_ends(int[] values, string expected) =>
        Plain(ChartWords.Trend([.. values.Select(v => (decimal?)v)], "d", false)).ShouldBe(expected);

    [Fact]
    public void Gaps_are_named() =>
        Plain(ChartWords.Trend([1, null, 2, null], "d", true)).ShouldEndWith("rising, 2 gaps");

    [Fact]
    public void A_dashed_end_is_explained() =>
        Plain(ChartWords.Trend([3, 2, 1], "d", true)).ShouldBe("Trend over 3 parts of the period: from 3 d to 1 d, falling; the last part, dashed, is not over");

    [Fact]
    public void No_values_are_no_trend() => ChartWords.Trend([null], "d", true).ShouldBe("No trend yet");

    [Fact]
    public void A_bullet_is_told_as_a_share_of_its_target() =>
        Plain(ChartWords.Bullet(46, 40, 50, "%")).ShouldBe("92 % of target 50 %; before 40 %");

    [Fact]
    public void A_target_of_zero_has_no_share() =>
        Plain(ChartWords.Bullet(3, null, 0, "count")).ShouldBe("3, target 0");
}
