using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Rule 21: a number that stood for a second changes at once, one that never stands changes once a second, and no
/// change is lost by it.</summary>
[Trait("Ring", "Unit")]
public sealed class PanelPaceTests
{
    private const string Changing = "impact.market", Other = "risk.incidents";

    private readonly FakeClock _clock = new(Samples.Noon);
    private readonly PanelPace _pace;
    private DashboardSnapshot _newest = BoardSamples.Snapshot();
    private bool _holdsBack;

    public PanelPaceTests()
    {
        _pace = new(_clock);
        Look();
        _clock.Advance(PanelPace.Rest);
    }

    [Fact]
    public void A_number_that_stood_for_a_second_changes_at_once()
    {
        Change(Changing, 1);
        NumberOf(Look(), Changing).ShouldBe(1);
        _holdsBack.ShouldBeFalse();
    }

    [Fact]
    public void A_number_that_changes_all_the_time_is_shown_once_a_second_and_its_newest_at_last()
    {
        var shown = new List<decimal?>();
        for (var change = 1; change <= 20; change++)
        {
            Change(Changing, change);
            shown.Add(NumberOf(Look(), Changing));
            _clock.Advance(TimeSpan.FromMilliseconds(200));
        }
        shown.Distinct().ShouldBe([1, 6, 11, 16]);
        _holdsBack.ShouldBeTrue();

        _clock.Advance(PanelPace.Rest);
        NumberOf(Look(), Changing).ShouldBe(20);
        _holdsBack.ShouldBeFalse();
    }

    [Fact]
    public void Neither_another_panel_nor_the_figures_below_it_make_a_number_wait()
    {
        Change(Changing, 1);
        Look();
        Change(Other, 2);
        NumberOf(Look(), Other).ShouldBe(2);

        Replace(Changing, panel => panel with { Supporting = [.. panel.Supporting.Reverse()] });
        _clock.Advance(PanelPace.Rest);
        Look();
        Replace(Changing, panel => panel with { Supporting = [.. panel.Supporting.Reverse()] });
        Look();
        _holdsBack.ShouldBeTrue();
        Change(Changing, 3);
        NumberOf(Look(), Changing).ShouldBe(3);
    }

    [Fact]
    public void What_is_nothing_new_is_the_same_picture()
    {
        Change(Changing, 1);
        var shown = Look();
        _newest = _newest with { AsOf = _newest.AsOf.AddSeconds(5), Version = 7 };
        Look().ShouldBeSameAs(shown);
        // A change that is held back is none yet.
        Change(Changing, 2);
        Look().ShouldBeSameAs(shown);
    }

    [Fact]
    public void A_lost_database_is_shown_whole_and_at_once()
    {
        Change(Changing, 1);
        Look();
        Change(Changing, 2);
        _newest = _newest with { Disconnected = true };
        Look().ShouldBeSameAs(_newest);
    }

    [Fact]
    public void Who_fetched_earlier_and_comes_later_shows_what_the_others_have()
    {
        var older = _newest;
        Change(Changing, 1);
        _newest = _newest with { Version = older.Version + 1 };
        var shown = Look();
        _newest = older;
        Look().ShouldBeSameAs(shown);
    }

    private DashboardSnapshot Look()
    {
        var (snapshot, holdsBack, _) = _pace.Next(_newest);
        _holdsBack = holdsBack;
        return snapshot;
    }

    private void Change(string panel, decimal value) => Replace(panel, p => p with { Headline = p.Headline with { Value = value } });

    private void Replace(string panel, Func<PanelSnapshot, PanelSnapshot> change) => _newest = _newest with
    {
        Quadrants = [.. _newest.Quadrants.Select(q => q.Panels.Any(p => p.Panel.Key == panel) ? q with { Panels = [.. q.Panels.Select(p => p.Panel.Key == panel ? change(p) : p)] } : q)],
    };

    private static decimal? NumberOf(DashboardSnapshot board, string panel) => board.Panels.Single(p => p.Panel.Key == panel).Headline.Value;
}
