using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class AsOfChoicesTests
{
    private static readonly ReportingCalendar Berlin = new(Options.Create(new ReportingOptions { TimeZone = "Europe/Berlin" }), new FakeClock());

    [Fact]
    public void The_choices_end_with_the_last_second_of_what_is_over()
    {
        AsOfChoices.Of(Berlin, new DateOnly(2026, 11, 25)).Select(c => $"{c.Words} {c.Moment:yyyy-MM-dd HH:mm:ss zzz}").ShouldBe(
        [
            "End of yesterday 2026-11-24 23:59:59 +01:00", "End of last week 2026-11-22 23:59:59 +01:00", "End of last month 2026-10-31 23:59:59 +01:00",
        ]);
    }

    [Theory]
    [InlineData("2026-11-15T10:00", "2026-11-15T09:00:00Z")]
    [InlineData("2026-07-15T10:00:30", "2026-07-15T08:00:30Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:00:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")]
    public void A_local_time_is_read_on_the_clock_of_the_zone(string text, string expected) =>
        AsOfChoices.Read(text, Berlin.Zone).ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-11-15")]
    [InlineData("0001-01-01T00:00")]
    public void What_is_no_time_is_not_guessed(string? text) => AsOfChoices.Read(text, Berlin.Zone).ShouldBeNull();

    [Fact]
    public void What_is_written_is_read_back_to_the_minute()
    {
        var moment = new DateTimeOffset(2026, 11, 15, 9, 0, 42, TimeSpan.Zero);
        AsOfChoices.Write(moment, Berlin.Zone).ShouldBe("2026-11-15T10:00");
        AsOfChoices.Read("2026-11-15T10:00", Berlin.Zone).ShouldBe(moment.AddSeconds(-42));
    }
}
