using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Rollups;

/// <summary>Numbers that PostgreSQL keeps and a decimal does not are read to the last digit that fits.</summary>
[Trait("Ring", "Database")]
public sealed class RollupReaderTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly DateOnly Day = new(2026, 11, 2);

    [Theory]
    [InlineData("1.234567890123456 * 0.1234567890123456", "0.152415787532388172687092138", 1)]
    [InlineData("-12.2345678901234567890123456789", "-12.23456789012345678901234568", 2)]
    [InlineData("1250.50", "1250.5", 3)]
    [InlineData("1e20 + 0.000000001234567", "100000000000000000000", 4)]
    [InlineData("0", "0", 5)]
    public async Task A_number_of_many_digits_is_read(string stored, string read, int unit)
    {
        await database.ExecuteAsync($"""
            INSERT INTO rollup_days (metric_id, unit_id, system_id, day, value, weight, readings, last_at, pass, batch_id)
            VALUES (1, {unit}, 0, '{Day:yyyy-MM-dd}', {stored}, null, 1, now(), 1, 1);
            INSERT INTO rollup_hours (metric_id, unit_id, system_id, day, hour, value, weight, readings, last_at, pass, batch_id)
            VALUES (1, {unit}, 0, '{Day:yyyy-MM-dd}', '{Day:yyyy-MM-dd} 10:00Z', {stored}, null, 1, now(), 1, 1)
            """);
        var reader = new RollupReader(new KnownSource(database.Source, new Standby(null)), Mirror.MirroredInstallation.Mirror(database.Source));
        var calendar = new ReportingCalendar(Options.Create(new ReportingOptions()), TimeProvider.System);
        var slice = new Slice([unit], false, null, SliceFilter.Everything, UnitScope.All);
        var expected = decimal.Parse(read, System.Globalization.CultureInfo.InvariantCulture);
        var ten = new DateTimeOffset(Day, new TimeOnly(10, 0), TimeSpan.Zero);
        foreach (var rule in new[] { RollupRule.Wmean, RollupRule.Last })
        {
            var metric = Samples.Metric(rule) with { Id = 1 };
            (await reader.ReadDaysAsync(metric, slice, 1, [new Window(Day, Day, Day)], CancellationToken.None)).ShouldHaveSingleItem().Value.ShouldBe(expected);
            (await reader.ReadHoursAsync(metric, slice, 1, calendar, [ten, ten.AddHours(1)], 0, 0, CancellationToken.None)).ShouldHaveSingleItem().Value.ShouldBe(expected);
        }
    }

    [Fact]
    public void A_denominator_as_good_as_zero_gives_no_figure() =>
        RollupArithmetic.Figure(Samples.Metric(RollupRule.Ratio), new Total(1e15m, 1e-28m, 1)).ShouldBeNull();
}
