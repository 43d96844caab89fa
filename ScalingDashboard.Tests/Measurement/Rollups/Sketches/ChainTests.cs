using ScalingDashboard.Measurement.Rollups.Sketches;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups.Sketches;

[Trait("Ring", "Unit")]
public sealed class ChainTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public void V5_rolled_throughput_yield_is_the_product() => Of(0.95m, 0.98m, 0.90m).Product(1).ShouldBe(0.8379m);

    [Fact]
    public void V6_availability_in_series_is_the_product() =>
        decimal.Round(Of(0.999m, 0.9995m, 0.998m).Product(1)!.Value, 5).ShouldBe(0.99650m);

    [Fact]
    public void Factors_in_percent_give_a_product_in_percent() => Of(95, 98, 90).Product(100).ShouldBe(83.79m);

    [Fact]
    public void An_empty_chain_has_no_product() => new Chain().Product(100).ShouldBeNull();

    [Fact]
    public void A_chain_with_a_broken_link_is_broken() => Of(99, 0, 98).Product(100).ShouldBe(0);

    [Fact]
    public void A_product_beyond_all_numbers_is_unknown() => Of(1e20m, 1e20m).Product(1).ShouldBeNull();

    [Fact]
    public void A_factor_that_no_scale_fits_is_unknown() => Of(decimal.MaxValue).Product(0.01m).ShouldBeNull();

    [Fact]
    public void The_latest_factor_of_a_link_counts_and_at_one_instant_the_last_sent()
    {
        var chain = new Chain();
        chain.Add("a", Samples.Noon, 5, 0.5m);
        chain.Add("a", Samples.Noon.AddHours(-1), 9, 0.1m);
        chain.Add("a", Samples.Noon, 6, 0.8m);
        chain.Add("a", Samples.Noon.ToOffset(TimeSpan.FromHours(5)), 4, 0.2m);
        (chain.Product(1), chain.Links).ShouldBe((0.8m, 1));
    }

    [Fact]
    public void A_product_has_fifteen_significant_digits() => Of(1m / 3, 1m / 7).Product(1).ShouldBe(0.0476190476190476m);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_adds_and_merges_leaves_no_trace(int seed)
    {
        var random = new Random(seed);
        var readings = Enumerable.Range(0, 200).Select(_ => (
            Link: $"link-{random.Next(12)}ü", At: Samples.Noon.AddMinutes(random.Next(5)), Order: (long)random.Next(-2, 3), Factor: random.Next(80, 100) / 100.0m)).ToList();
        var whole = new Chain();
        foreach (var reading in readings)
            whole.Add(reading.Link, reading.At, reading.Order, reading.Factor);
        var parts = Enumerable.Range(0, 4).Select(_ => new Chain()).ToArray();
        foreach (var reading in readings.OrderBy(_ => random.Next()))
            parts[random.Next(4)].Add(reading.Link, reading.At.ToOffset(TimeSpan.FromHours(2)), reading.Order, reading.Factor * 1.0m);
        foreach (var part in parts.SkipLast(1))
            parts[^1].Merge(random.Next(2) == 0 ? part : Chain.Of(part.ToBytes()));
        parts[^1].Merge(parts[^1]);

        parts[^1].ToBytes().ShouldBe(whole.ToBytes());
        parts[^1].Product(1).ShouldBe(whole.Product(1));
    }

    private static Chain Of(params decimal[] factors)
    {
        var chain = new Chain();
        foreach (var (i, factor) in factors.Index())
            chain.Add($"link {i}", Samples.Noon, i, factor);
        return chain;
    }
}
