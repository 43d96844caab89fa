using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class ConfidenceTests
{
    [Fact]
    public void Nothing_asked_is_nothing_known() =>
        (Confidence.Wilson(0, 0), Confidence.NetPromoter(0, 0, 0), Confidence.Mean(1, 1), Confidence.Difference(1, 1, 1, 30)).ShouldBe((null, null, null, null));

    [Fact]
    public void An_interval_never_leaves_0_to_1_and_holds_its_proportion()
    {
        for (var n = 1; n <= 60; n++)
            for (var hits = 0; hits <= n; hits++)
            {
                var interval = Confidence.Wilson(hits, n)!.Value;
                interval.Low.ShouldBeGreaterThanOrEqualTo(0);
                interval.High.ShouldBeLessThanOrEqualTo(1);
                ((decimal)hits / n).ShouldBeInRange(interval.Low - 1e-12m, interval.High + 1e-12m);
                // What is true of hits is true of misses.
                var misses = Confidence.Wilson(n - hits, n)!.Value;
                Math.Abs(1 - misses.High - interval.Low).ShouldBeLessThan(1e-12m);
            }
    }

    [Fact]
    public void More_answers_make_an_interval_narrower() =>
        Enumerable.Range(1, 8).Select(i => Confidence.Wilson(4 << i, 5 << i)!.Value).Select(interval => interval.High - interval.Low).ShouldBeInOrder(SortDirection.Descending);

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    public void More_hits_than_trials_are_refused(int hits, int n) => Should.Throw<ArgumentOutOfRangeException>(() => Confidence.Wilson(hits, n));

    [Fact]
    public void More_promoters_and_detractors_than_answers_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Confidence.NetPromoter(6, 5, 10));

    [Fact]
    public void A_mean_is_as_sure_as_the_root_of_its_sample() => Confidence.Mean(10, 100).ShouldBe(1.96m);

    [Fact]
    public void The_errors_of_two_means_add_as_squares() => Confidence.Difference(30, 100, 40, 100).ShouldBe(9.8m);
}
