using ScalingDashboard.Measurement.Insights.Unusual;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights.Unusual;

[Trait("Ring", "Unit")]
public sealed class UnusualWordsTests
{
    private static readonly DateOnly Tuesday = new(2026, 11, 3);

    [Fact]
    public void The_sentence_names_the_value_the_usual_one_and_how_far_apart_they_are() =>
        Words(1_204_000, 812_345, 8.13).ShouldBe("$1.2 M is 8.1 times as far from the $812 k of a usual Tuesday as such days have been.");

    [Fact]
    public void Two_figures_that_look_alike_are_written_out() =>
        Words(52_412_345.67m, 52_409_000, 9).ShouldBe("$52,412,345.67 is 9 times as far from the $52,409,000.00 of a usual Tuesday as such days have been.");

    [Fact]
    public void Distances_beyond_all_measure_are_no_overflow() =>
        Words(1, 0, 1e300).ShouldStartWith("$1 is 1 M times as far from the $0");

    /// <summary>With ordinary spaces, to be read.</summary>
    private static string Words(decimal value, decimal expected, double times) =>
        UnusualWords.Of(Samples.Metric(), new UnusualDay(Tuesday, value, expected, times)).ToString().Replace('\u202F', ' ');
}
