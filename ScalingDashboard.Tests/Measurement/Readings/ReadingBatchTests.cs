using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Readings;

[Trait("Ring", "Unit")]
public sealed class ReadingBatchTests
{
    private static readonly ReportingCalendar Calendar = new(Options.Create(new ReportingOptions { TimeZone = "Asia/Kathmandu" }), TimeProvider.System);

    [Fact]
    public void Of_two_readings_with_one_key_the_later_wins_and_the_earlier_is_kept()
    {
        var batch = ReadingBatch.Of([Reading(2, 5), Reading(1, 1), Reading(2, 6), Reading(1, 1)], Calendar);
        batch.Readings.Select(r => (r.UnitId, r.Value)).ShouldBe([(1, 1m), (2, 6m)]);
        batch.Days.ShouldBe([new(2026, 11, 22), new(2026, 11, 22)]);
        batch.Hours.Keys.ShouldBe([new(1, 2, 0, Samples.Noon.AddMinutes(-45)), new(1, 1, 0, Samples.Noon.AddMinutes(-45))], ignoreOrder: true);
        batch.Hours[new(1, 2, 0, Samples.Noon.AddMinutes(-45))].Sum.ShouldBe(6);
        batch.Repeats.ShouldBe(1);
        batch.Superseded.Single().Value.ShouldBe(5);
    }

    private static Reading Reading(int unit, decimal value) => new(1, unit, 0, Samples.Noon, "", value, null);
}
