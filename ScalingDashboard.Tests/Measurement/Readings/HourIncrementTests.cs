using System.Numerics;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Readings;

/// <summary>What is added to an hour is exact to the last digit, or says that it is not.</summary>
[Trait("Ring", "Unit")]
public sealed class HourIncrementTests
{
    private const int Places = 28;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Sums_that_say_they_are_exact_are_those_of_whole_numbers(int seed)
    {
        var random = new Random(seed);
        var exact = 0;
        for (var turn = 0; turn < 2_000; turn++)
        {
            List<Reading> readings = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => Reading(i, Number(random), random.Next(3) == 0 ? null : Math.Abs(Number(random))))];
            var (one, other) = (new HourIncrement(), new HourIncrement());
            foreach (var (i, reading) in readings.Index())
                if (i % 2 == 0)
                    one.Add(reading);
                else
                    other.Add(reading);
            one.Add(other);
            one.Readings.ShouldBe(readings.Count);
            one.LastAt.ShouldBe(readings.Max(r => r.At));
            one.Most.ShouldBe(readings.Max(r => r.Value));
            if (!one.IsExact)
                continue;
            exact++;
            Whole(one.Sum!.Value, 1).ShouldBe(readings.Aggregate(BigInteger.Zero, (sum, r) => sum + Whole(r.Value, 1)));
            Whole(one.Weights ?? 0, 1).ShouldBe(readings.Aggregate(BigInteger.Zero, (sum, r) => sum + Whole(r.Weight ?? 0, 1)));
            Whole(one.Products ?? 0, 2).ShouldBe(readings.Aggregate(BigInteger.Zero, (sum, r) => sum + Whole(r.Value, 1) * Whole(r.Weight ?? 0, 1)));
        }
        // Both happen often.
        exact.ShouldBeInRange(200, 1_800);
    }

    [Fact]
    public void Digits_that_do_not_fit_are_said()
    {
        Of((0.00000000000001m, null), (9_999_999_999_999_999m, null)).IsExact.ShouldBeFalse();
        Of((123_456_789.123456789m, 987_654_321.987654321m)).IsExact.ShouldBeFalse();
        Of((decimal.MaxValue, null), (decimal.MaxValue, null)).IsExact.ShouldBeFalse();
        Of((0.1m, null), (0.2m, null)).Sum.ShouldBe(0.3m);
        Of((0.1m, null)).Weights.ShouldBeNull();
        Of((0.5m, 3), (2, null)).Products.ShouldBe(1.5m);
    }

    private static HourIncrement Of(params (decimal Value, decimal? Weight)[] given)
    {
        var increment = new HourIncrement();
        foreach (var (value, weight) in given)
            increment.Add(Reading(0, value, weight));
        return increment;
    }

    private static decimal Number(Random random) => Math.Round((decimal)(random.NextDouble() * Math.Pow(10, random.Next(0, 15))), random.Next(0, 12)) * (random.Next(2) == 0 ? 1 : -1);

    /// <summary>The number as a multiple of the smallest one.</summary>
    private static BigInteger Whole(decimal number, int times)
    {
        var parts = decimal.GetBits(number);
        var digits = (new BigInteger((uint)parts[2]) << 64) + (new BigInteger((uint)parts[1]) << 32) + (uint)parts[0];
        return (number < 0 ? -digits : digits) * BigInteger.Pow(10, times * Places - number.Scale);
    }

    private static Reading Reading(int minute, decimal value, decimal? weight) => new(1, 1, 0, Samples.Noon.AddMinutes(minute), "", value, weight);
}
