using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class PanelTextTests
{
    [Theory]
    [InlineData(9, "12 figures, 1 h to 4 h, median 2 h, 9 meet the target")]
    [InlineData(1, "12 figures, 1 h to 4 h, median 2 h, 1 meets the target")]
    [InlineData(null, "12 figures, 1 h to 4 h, median 2 h")]
    public void Figures_that_are_not_combined_say_how_they_lie(int? meeting, string expected)
    {
        var figure = BoardSamples.Unknown("Choose one unit.");
        figure = figure with { Metric = figure.Metric with { Unit = "h" }, Spread = new Spread(12, 1, 2, 4, meeting) };
        PanelText.SpreadWords(figure)!.Replace(Formatting.Thin, ' ').ShouldBe(expected);
        PanelText.SpreadWords(figure with { Value = 1 }).ShouldBeNull();
        PanelText.SpreadWords(figure with { Spread = null }).ShouldBeNull();
    }

    private static Figure With(Func<Metric, Metric> change) => BoardSamples.Figure() with { Metric = change(BoardSamples.Figure().Metric) };

    private static string Plain(string text) => text.Replace(Formatting.Thin, ' ');

    [Theory]
    [InlineData(AgeState.Live, ChipState.OnTrack)]
    [InlineData(AgeState.Late, ChipState.OnTrack)]
    [InlineData(AgeState.Stale, ChipState.Stale)]
    [InlineData(AgeState.None, ChipState.NoData)]
    [InlineData(AgeState.Error, ChipState.Error)]
    public void What_can_not_be_believed_is_not_judged(AgeState age, ChipState expected) =>
        PanelText.Chip(BoardSamples.Figure(), age).ShouldBe(expected);

    [Fact]
    public void No_value_no_target_and_too_few_units_are_three_different_things()
    {
        var unknown = BoardSamples.Figure() with { Status = TargetStatus.Unknown };
        PanelText.Chip(unknown with { Value = null }, AgeState.Live).ShouldBe(ChipState.NoData);
        PanelText.Chip(unknown, AgeState.Live).ShouldBe(ChipState.NoTarget);
        PanelText.Chip(unknown with { Complete = false }, AgeState.Live).ShouldBe(ChipState.Incomplete);
    }

    [Fact]
    public void A_figure_grows_stale_on_the_screen_although_nothing_arrives()
    {
        var figure = BoardSamples.Figure();
        PanelText.Age(figure, Samples.Noon, Samples.Noon.AddHours(29)).ShouldBe(AgeState.Live);
        PanelText.Age(figure, Samples.Noon, Samples.Noon.AddHours(30)).ShouldBe(AgeState.Late);
        PanelText.Age(figure, Samples.Noon, Samples.Noon.AddHours(60)).ShouldBe(AgeState.Stale);
    }

    [Theory]
    [InlineData(Direction.Higher, 5, 4, ChangeTone.Better)]
    [InlineData(Direction.Higher, 4, 5, ChangeTone.Worse)]
    [InlineData(Direction.Lower, 4, 5, ChangeTone.Better)]
    [InlineData(Direction.Lower, 5, 4, ChangeTone.Worse)]
    [InlineData(Direction.Band, 5, 4, ChangeTone.Neutral)]
    [InlineData(Direction.None, 5, 4, ChangeTone.Neutral)]
    [InlineData(Direction.Higher, 5, 5, ChangeTone.Neutral)]
    public void The_direction_of_good_decides_what_a_change_means(Direction direction, int value, int previous, ChangeTone expected) =>
        PanelText.Tone(With(m => m with { Direction = direction }) with { Value = value, Previous = previous }).ShouldBe(expected);

    [Fact]
    public void An_incomplete_figure_s_change_is_neither_better_nor_worse() =>
        PanelText.Tone(BoardSamples.Figure() with { Complete = false }).ShouldBe(ChangeTone.Neutral);

    [Fact]
    public void An_amount_s_target_is_shared_out_over_its_trend_and_a_rate_s_is_not()
    {
        PanelText.TrendTarget(BoardSamples.Figure() with { Trend = [1, 2, 3, 4], Target = 100 }).ShouldBe(25);
        PanelText.TrendTarget(With(m => m with { Rollup = RollupRule.Ratio }) with { Target = 100 }).ShouldBe(100);
    }

    [Fact]
    public void The_border_of_off_track_follows_the_share_of_the_year()
    {
        var year = With(m => m with { Target = 100, Amber = 80, TargetPerYear = true });
        PanelText.Amber(year with { Target = 25 }).ShouldBe(20);
        PanelText.Amber(With(m => m with { Direction = Direction.Lower }) with { Target = 10 }).ShouldBe(11);
        PanelText.Amber(With(m => m) with { Target = 10 }).ShouldBe(9);
        PanelText.Amber(With(m => m) with { Target = null }).ShouldBeNull();
    }

    [Fact]
    public void The_target_rule_is_told_in_words()
    {
        Plain(PanelText.TargetRule(BoardSamples.Figure())).ShouldBe("Higher is better. Target $50 M; off track beyond $45 M.");
        Plain(PanelText.TargetRule(With(m => m with { Direction = Direction.Band, Unit = "%", BandLow = 60, BandHigh = 80 })))
            .ShouldBe("Good from 60 % to 80 %.");
        PanelText.TargetRule(With(m => m with { Target = null }) with { Target = null }).ShouldBe("Higher is better. No target is set.");
        Plain(PanelText.TargetRule(With(m => m with { Target = 50_000_000 }) with { Target = null })).ShouldBe("Higher is better. The target of $50 M is one of the whole company.");
    }

    [Fact]
    public void A_target_that_was_set_for_days_says_for_which()
    {
        var set = new PeriodTarget(50_000_000, 40_000_000) { Words = "$50 M due by 10 Nov 2026 of $150 M for 1 Nov 2026 to 30 Nov 2026" };
        Plain(PanelText.TargetRule(BoardSamples.Figure() with { Judged = set }))
            .ShouldBe("Higher is better. Target $50 M: $50 M due by 10 Nov 2026 of $150 M for 1 Nov 2026 to 30 Nov 2026; off track beyond $40 M.");
        PanelText.TargetRule(BoardSamples.Figure() with { Target = null, Judged = new(null, null, "Choose one unit.") }).ShouldBe("Higher is better. Choose one unit.");
        var band = With(m => m with { Direction = Direction.Band, Unit = "%", BandLow = 60, BandHigh = 80 }) with { Judged = new(null, null) { Low = 50, High = 70 } };
        Plain(PanelText.TargetRule(band)).ShouldBe("Good from 50 % to 70 %.");
    }

    [Fact]
    public void Missing_units_are_named_and_complete_ones_are_not()
    {
        PanelText.MissingUnits(BoardSamples.Figure() with { ReportingUnits = 11 }).ShouldBe("11 of 12 units reported");
        PanelText.MissingUnits(BoardSamples.Figure()).ShouldBeNull();
    }

    [Fact]
    public void A_trend_s_parts_cover_the_period_without_holes()
    {
        var period = Period.Parse("2026-01-01..2026-01-31", default, FiscalCalendar.Default);
        var parts = TrendParts.Of(period, new decimal?[period.TrendBounds().Count - 1]).ToList();
        parts[0].From.ShouldBe(period.From);
        parts[^1].To.ShouldBe(period.To);
        parts.Zip(parts.Skip(1)).ShouldAllBe(p => p.First.To.AddDays(1) == p.Second.From);
    }
}
