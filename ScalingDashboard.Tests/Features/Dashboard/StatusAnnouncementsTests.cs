using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class StatusAnnouncementsTests
{
    private static readonly DateTimeOffset Noon = Samples.Noon;

    private readonly StatusAnnouncements _announcements = new();

    [Fact]
    public void Only_what_changed_is_said_and_nothing_at_first()
    {
        _announcements.Next(Board(TargetStatus.OnTrack), Noon).ShouldBeNull();
        _announcements.Next(Board(TargetStatus.OnTrack), Noon.AddMinutes(2)).ShouldBeNull();
        _announcements.Next(Board(TargetStatus.OffTrack, "adoption.support"), Noon.AddMinutes(3)).ShouldBe("Support: off track.");
        _announcements.Next(Board(TargetStatus.OffTrack, "adoption.support"), Noon.AddMinutes(5)).ShouldBeNull();
    }

    [Fact]
    public void At_most_once_a_minute_and_what_came_between_is_not_lost()
    {
        _announcements.Next(Board(TargetStatus.OnTrack), Noon);
        _announcements.Next(Board(TargetStatus.AtRisk, "adoption.support"), Noon.AddMinutes(1)).ShouldNotBeNull();
        var both = Board(TargetStatus.AtRisk, "adoption.support", "adoption.training");
        _announcements.Next(both, Noon.AddSeconds(90)).ShouldBeNull();
        _announcements.Next(both, Noon.AddMinutes(2)).ShouldBe("Training and competency: at risk.");
    }

    [Fact]
    public void What_changed_and_changed_back_within_the_minute_is_not_said()
    {
        _announcements.Next(Board(TargetStatus.OnTrack), Noon);
        _announcements.Next(Board(TargetStatus.AtRisk, "adoption.support"), Noon.AddMinutes(1));
        _announcements.Next(Board(TargetStatus.OffTrack, "adoption.support"), Noon.AddSeconds(70)).ShouldBeNull();
        _announcements.Next(Board(TargetStatus.AtRisk, "adoption.support"), Noon.AddMinutes(3)).ShouldBeNull();
    }

    [Fact]
    public void Many_are_counted()
    {
        _announcements.Next(Board(TargetStatus.OnTrack), Noon);
        _announcements.Next(Board(TargetStatus.OffTrack, [.. Quadrants.Panels.Select(p => p.Key)]), Noon.AddMinutes(1)).ShouldEndWith("13 more changed.");
    }

    [Fact]
    public void Another_question_is_no_change()
    {
        _announcements.Next(Board(TargetStatus.OnTrack), Noon);
        var other = Board(TargetStatus.OffTrack, "adoption.support") with { Query = new("7d", SliceFilter.Everything, UnitScope.All) };
        _announcements.Next(other, Noon.AddMinutes(5)).ShouldBeNull();
    }

    private static Board Board(TargetStatus status, params string[] panels) => ScalingDashboard.Features.Dashboard.Board.Of(
        BoardSamples.Snapshot(panel => BoardSamples.Figure() with { LastAt = Noon, Status = panels.Contains(panel.Key) ? status : TargetStatus.OnTrack }),
        new("12m", SliceFilter.Everything, UnitScope.All), TimeZoneInfo.Utc, Noon);
}
