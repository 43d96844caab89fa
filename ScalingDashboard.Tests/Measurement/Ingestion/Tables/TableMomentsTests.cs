using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Tables;

[Trait("Ring", "Unit")]
public sealed class TableMomentsTests
{
    private static readonly ReportingCalendar Berlin = new(Options.Create(new ReportingOptions { TimeZone = "Europe/Berlin" }), new FakeClock(Samples.Noon));

    [Theory]
    [InlineData("31/12/2026", DateSigns.DayFirst)]
    [InlineData("12/31/2026", DateSigns.MonthFirst)]
    [InlineData("03/04/2026 10:00", DateSigns.Either)]
    [InlineData("04/04/2026", DateSigns.None)]
    [InlineData("3.4.2026", DateSigns.None)]
    [InlineData("2026-03-04", DateSigns.None)]
    [InlineData("soon", DateSigns.None)]
    public void Order_of_a_date_is_what_it_can_only_be(string text, DateSigns signs) => TableMoments.SignsOf(text).ShouldBe(signs);

    [Theory]
    [InlineData("2026-11-02", "2026-11-01T23:00:00Z")]
    [InlineData("2026-07-02", "2026-07-01T22:00:00Z")]
    [InlineData("2026-11", "2026-10-31T23:00:00Z")]
    [InlineData("2026-11-02T10:30", "2026-11-02T09:30:00Z")]
    [InlineData("2026-11-02 10:30:15", "2026-11-02T09:30:15Z")]
    [InlineData("2026-11-02T10:30:00+01:00", "2026-11-02T10:30:00+01:00")]
    [InlineData("2.11.2026", "2026-11-01T23:00:00Z")]
    [InlineData("2 Nov 2026", "2026-11-01T23:00:00Z")]
    [InlineData("02/11/2026", "2026-11-01T23:00:00Z")]
    [InlineData("02/11/2026 3:05 PM", "2026-11-02T14:05:00Z")]
    public void Day_or_time_without_an_offset_is_that_of_the_reporting_zone(string text, string moment)
    {
        TableMoments.TryRead(text, DateOrder.DayFirst, Berlin, out var read, out var problem).ShouldBeTrue();
        (read, problem).ShouldBe((moment, null));
    }

    [Fact]
    public void Month_first_is_read_so_where_it_was_said_but_never_with_points()
    {
        TableMoments.TryRead("02/11/2026", DateOrder.MonthFirst, Samples.Calendar, out var slashes, out _).ShouldBeTrue();
        TableMoments.TryRead("02.11.2026", DateOrder.MonthFirst, Samples.Calendar, out var points, out _).ShouldBeTrue();

        (slashes, points).ShouldBe(("2026-02-11T00:00:00Z", "2026-11-02T00:00:00Z"));
    }

    [Theory]
    [InlineData("2026-03-29 02:30", "go forward")]
    [InlineData("2026-10-25 02:30", "go back")]
    public void Time_that_a_change_of_clocks_leaves_out_or_repeats_is_refused_with_the_reason(string text, string reason)
    {
        TableMoments.TryRead(text, DateOrder.Unsaid, Berlin, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull().ToString().ShouldContain(reason);
    }

    [Theory]
    [InlineData("31/02/2026")]
    [InlineData("02/11/26")]
    [InlineData("46112")]
    [InlineData("tomorrow")]
    public void What_is_no_date_is_left_to_the_rules(string text) => TableMoments.TryRead(text, DateOrder.DayFirst, Berlin, out _, out _).ShouldBeFalse();
}
