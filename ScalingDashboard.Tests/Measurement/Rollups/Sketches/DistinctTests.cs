using System.Globalization;
using ScalingDashboard.Measurement.Rollups.Sketches;

namespace ScalingDashboard.Tests.Measurement.Rollups.Sketches;

[Trait("Ring", "Unit")]
public sealed class DistinctTests
{
    private const double StandardError = 0.0081;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Fact]
    public void A_person_seen_twice_counts_once()
    {
        var distinct = Of(["u-1", "u-2", "u-1", "Grüße"]);
        (distinct.Count, distinct.IsExact).ShouldBe((3, true));
    }

    [Fact]
    public void A_hash_is_the_first_64_bits_of_sha_256() => Distinct.HashOf("abc").ShouldBe(0xBA7816BF8F01CFEAul);

    [Fact]
    public void A_long_key_is_hashed_like_a_short_one() => Distinct.HashOf(new string('ä', 86)).ShouldNotBe(Distinct.HashOf(new string('ä', 85)));

    [Fact]
    public void Nobody_is_counted_as_nobody() => new Distinct().Count.ShouldBe(0);

    [Fact]
    public void Up_to_the_limit_a_set_is_exact_and_beyond_it_estimated()
    {
        var distinct = Of(Keys(0, Distinct.StoredLimit));
        (distinct.Count, distinct.IsExact).ShouldBe((Distinct.StoredLimit, true));
        distinct.Add("one more");
        distinct.IsExact.ShouldBeFalse();
        Error(distinct, Distinct.StoredLimit + 1).ShouldBeLessThan(3 * StandardError);
    }

    [Fact]
    public void Exact_sets_put_together_for_reading_stay_exact_to_a_wider_limit()
    {
        var merged = new Distinct(Distinct.MergedLimit);
        for (var i = 0; i < 80; i++)
            merged.Merge(Of(Keys(i * 800, 1_000)));
        (merged.Count, merged.IsExact).ShouldBe((79 * 800 + 1_000, true));
        merged.Merge(Of(Keys(0, 2_000)));
        merged.IsExact.ShouldBeFalse();
        Error(merged, 79 * 800 + 1_000).ShouldBeLessThan(3 * StandardError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Distinct.MergedLimit + 1)]
    public void A_limit_that_bounds_nothing_is_refused(int limit) => Should.Throw<ArgumentOutOfRangeException>(() => new Distinct(limit));

    [Theory]
    [InlineData(1_000)]
    [InlineData(2_000)]
    [InlineData(10_000)]
    [InlineData(40_000)]
    [InlineData(80_000)]
    [InlineData(250_000)]
    [InlineData(1_000_000)]
    public void Estimates_lie_within_three_standard_errors(int count)
    {
        var random = new Random(count);
        // SHA-256 of that many keys would only slow this down; its bits are as even as these.
        var distinct = new Distinct(1);
        for (var i = 0; i < count; i++)
            distinct.AddHash((ulong)random.NextInt64(long.MinValue, long.MaxValue));
        Error(distinct, count).ShouldBeLessThan(3 * StandardError);
    }

    [Fact]
    public void The_standard_error_over_many_sets_is_the_one_stated_and_leans_to_no_side()
    {
        var errors = new List<double>();
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var distinct = new Distinct(1);
            var count = 3_000 + 200 * seed;
            for (var i = 0; i < count; i++)
                distinct.AddHash((ulong)random.NextInt64(long.MinValue, long.MaxValue));
            errors.Add((distinct.Count - count) / (double)count);
        }
        Math.Sqrt(errors.Average(e => e * e)).ShouldBeLessThan(StandardError * 1.15);
        Math.Abs(errors.Average()).ShouldBeLessThan(3 * StandardError / Math.Sqrt(errors.Count));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Merging_is_the_union_in_any_order(int seed)
    {
        var random = new Random(seed);
        var keys = Keys(0, random.Next(1, 3_000));
        var whole = Of(keys);
        var parts = Enumerable.Range(0, random.Next(1, 7)).Select(_ => new Distinct()).ToArray();
        foreach (var key in keys.Concat(keys.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()))
            parts[random.Next(parts.Length)].Add(key);
        foreach (var part in parts.SkipLast(1).OrderBy(_ => random.Next()))
            // A person may be in two parts.
            foreach (var twice in Enumerable.Repeat(part, random.Next(1, 3)))
                parts[^1].Merge(random.Next(2) == 0 ? twice : Distinct.Of(twice.ToBytes()));
        foreach (var missed in keys.Except(keys.Take(10)).Take(5))
            parts[^1].Add(missed);

        parts[^1].ToBytes().ShouldBe(whole.ToBytes());
        (parts[^1].Count, parts[^1].IsExact).ShouldBe((whole.Count, whole.IsExact));
    }

    [Fact]
    public void A_set_merged_with_itself_stays_as_it_is()
    {
        foreach (var distinct in new[] { Of(Keys(0, 100)), Of(Keys(0, 5_000)) })
        {
            var before = distinct.ToBytes();
            distinct.Merge(distinct);
            distinct.ToBytes().ShouldBe(before);
        }
    }

    private static double Error(Distinct distinct, long count) => Math.Abs(distinct.Count - count) / (double)count;

    private static Distinct Of(IEnumerable<string> keys)
    {
        var distinct = new Distinct();
        foreach (var key in keys)
            distinct.Add(key);
        return distinct;
    }

    private static string[] Keys(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"user-{i}"))];
}
