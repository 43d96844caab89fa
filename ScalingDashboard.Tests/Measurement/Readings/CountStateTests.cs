using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Tests.Measurement.Readings;

[Trait("Ring", "Unit")]
public sealed class CountStateTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, 1, 5, 5)] // A sender that has just begun: all of it is new.
    [InlineData(null, null, 60, 5, null)] // One that began long before it was first heard of.
    [InlineData(1, 5, 2, 8, 3)]
    [InlineData(1, 5, 2, 5, 0)]
    [InlineData(1, 5, 1, 5, null)] // The same again.
    [InlineData(2, 8, 1, 5, null)] // An older one that came late.
    [InlineData(1, 5, 2, 3, 3)] // It fell: the sender began anew without saying so.
    public void What_is_new_is_the_difference_from_the_last(int? lastMinute, int? lastTotal, int minute, int total, int? expected)
    {
        CountState? last = lastMinute is { } at ? new CountState(lastTotal!.Value, Start.AddMinutes(at), Start) : null;
        CountState.New(last, Told(minute, total, Start)).ShouldBe(expected);
    }

    [Fact]
    public void A_new_start_makes_all_of_the_count_new() =>
        CountState.New(new CountState(5, Start.AddMinutes(1), Start), Told(3, 9, Start.AddMinutes(2))).ShouldBe(9);

    private static CumulativeReading Told(int minute, int total, DateTimeOffset since) =>
        new(new Reading(1, 1, 0, Start.AddMinutes(minute), "", total, null), since, CountsWeight: false);
}
