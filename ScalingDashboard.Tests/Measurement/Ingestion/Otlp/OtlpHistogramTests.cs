using ScalingDashboard.Measurement.Ingestion.Otlp;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Otlp;

[Trait("Ring", "Unit")]
public sealed class OtlpHistogramTests
{
    [Fact]
    public void A_bucket_is_told_by_its_middle_and_the_outer_ones_by_what_was_least_and_most()
    {
        var point = Explicit([10, 20], [1, 2, 3]);
        (point.Least, point.Most) = (4, 50);
        OtlpHistogram.Explicit(point, isCumulative: false).ShouldBe([(7, 1), (15, 2), (35, 3)]);
    }

    [Fact]
    public void Without_least_and_most_the_outer_buckets_reach_from_zero_and_to_the_last_bound() =>
        OtlpHistogram.Explicit(Explicit([10, 20], [1, 0, 3]), isCumulative: false).ShouldBe([(5, 1), (20, 3)]);

    [Fact]
    public void A_cumulative_one_tells_all_buckets_by_their_bounds()
    {
        var point = Explicit([10, 20], [1, 0, 3]);
        (point.Least, point.Most) = (9, 21);
        OtlpHistogram.Explicit(point, isCumulative: true).ShouldBe([(5, 1), (15, 0), (20, 3)]);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, new ulong[] { 1 }, "1 bucket counts do not fit 2 bounds")]
    [InlineData(new double[] { 2, 1 }, new ulong[] { 1, 1, 1 }, "do not rise")]
    [InlineData(new[] { 1, double.NaN }, new ulong[] { 1, 1, 1 }, "do not rise")]
    public void Bounds_that_make_no_sense_are_refused(double[] bounds, ulong[] counts, string expected) =>
        Should.Throw<FormatException>(() => OtlpHistogram.Explicit(Explicit(bounds, counts), isCumulative: false).ToList()).Message.ShouldContain(expected);

    [Fact]
    public void Exponential_buckets_double_at_scale_zero_on_both_sides_of_zero()
    {
        var point = new OtlpPoint { Scale = 0, ZeroCount = 4 };
        point.Positive.Offset = 1;
        point.Positive.Counts.AddRange([5, 0, 6]);
        point.Negative.Counts.Add(7);
        OtlpHistogram.Exponential(point).ShouldBe([(3, 5), (12, 6), (-1.5, 7), (0, 4)]);
    }

    [Theory]
    [InlineData(-11)]
    [InlineData(21)]
    public void A_scale_outside_the_specification_is_refused(int scale) =>
        Should.Throw<FormatException>(() => OtlpHistogram.Exponential(new OtlpPoint { Scale = scale }).ToList());

    private static OtlpPoint Explicit(double[] bounds, ulong[] counts)
    {
        var point = new OtlpPoint();
        point.Bounds.AddRange(bounds);
        point.Counts.AddRange(counts);
        return point;
    }
}
