using ScalingDashboard.Measurement.Insights.Unusual;

namespace ScalingDashboard.Tests.Measurement.Insights.Unusual;

[Trait("Ring", "Unit")]
public sealed class IncidentMarksTests
{
    [Fact]
    public void A_record_beats_every_day_of_the_eight_weeks_before()
    {
        var days = Enumerable.Range(0, 200).Select(day => (decimal?)(day % 2)).ToArray();
        (days[100], days[101], days[130]) = (3, 3, 3);
        IncidentMarks.Records(days).ShouldBe([(100, 3m, 1m)]);
        // The record is forgotten after eight weeks.
        days[190] = 2;
        IncidentMarks.Records(days).Select(record => record.Place).ShouldBe([100, 190]);
    }

    [Fact]
    public void Nothing_is_a_record_where_little_is_known()
    {
        var days = new decimal?[120];
        for (var day = 90; day < days.Length; day++)
            days[day] = day;
        IncidentMarks.Records(days).Select(record => record.Place).ShouldBe([118, 119]);
    }
}
