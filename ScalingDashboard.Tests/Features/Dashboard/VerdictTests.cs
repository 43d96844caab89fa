using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Tests.Features.Dashboard;

[Trait("Ring", "Unit")]
public sealed class VerdictTests
{
    private const ChipState On = ChipState.OnTrack;

    [Theory]
    [InlineData(On, On, On, On, "All 4 panels on track.")]
    [InlineData(On, On, On, ChipState.OffTrack, "Market position is off track.")]
    [InlineData(ChipState.AtRisk, On, On, ChipState.OffTrack, "Market position is off track.")]
    [InlineData(ChipState.AtRisk, ChipState.AtRisk, On, On, "Savings and Revenue are at risk.")]
    [InlineData(ChipState.AtRisk, ChipState.AtRisk, ChipState.AtRisk, On, "3 panels are at risk.")]
    [InlineData(ChipState.OffTrack, ChipState.OffTrack, ChipState.OffTrack, ChipState.OffTrack, "All 4 panels are off track.")]
    [InlineData(On, On, On, ChipState.Stale, "Market position is stale.")]
    [InlineData(On, On, On, ChipState.Error, "Market position is in error.")]
    [InlineData(On, On, On, ChipState.NoData, "3 of 4 panels on track.")]
    [InlineData(ChipState.NoData, ChipState.NoData, ChipState.NoData, ChipState.NoData, "No readings yet.")]
    public void A_quadrant_is_told_by_its_worst_panel(ChipState a, ChipState b, ChipState c, ChipState d, string expected) =>
        Verdict.OfQuadrant([("Savings", a), ("Revenue", b), ("Customers", c), ("Market position", d)], null).ShouldBe(expected);

    [Fact]
    public void A_quadrant_names_its_largest_change() =>
        Verdict.OfQuadrant([("Savings", On), ("Revenue", ChipState.AtRisk)], "Savings +4.4 %").ShouldBe("Revenue is at risk. Largest change: Savings +4.4 %.");

    [Fact]
    public void A_stale_panel_is_never_counted_as_good()
    {
        var tally = Tally.Of([ChipState.Stale, On, ChipState.NoData, ChipState.OffTrack, ChipState.Incomplete]);
        tally.ShouldBe(new Tally(1, 0, 1, 1, 1, 1));
        Verdict.OfBoard(tally).ShouldBe("1 of 5 panels is off track, 1 stale, 1 without data, 1 without a judgement.");
    }

    [Theory]
    [InlineData(2, 1, 0, "Worst: Risk and compliance (2 off track, 1 at risk).")]
    [InlineData(1, 0, 1, "Worst: Risk and compliance (1 off track); 1 other ties.")]
    [InlineData(0, 3, 2, "Worst: Risk and compliance (3 at risk); 2 others tie.")]
    public void The_worst_quadrant_is_named_with_what_makes_it_so(int offTrack, int atRisk, int ties, string expected)
    {
        var worst = new WorstQuadrant(Quadrants.All[3], new Tally(0, atRisk, offTrack, 4, 4, 0), ties);
        Verdict.OfWorst(worst).ShouldBe(expected);
        Verdict.OfBoard(new Tally(14, 1, 1, 0, 0, 0), worst).ShouldBe($"1 of 16 panels is off track, 1 at risk. {expected}");
        Verdict.OfBoard(new Tally(16, 0, 0, 0, 0, 0), null).ShouldBe("All 16 panels are on track.");
    }

    [Fact]
    public void No_sentence_of_a_quadrant_is_longer_than_a_line() => Quadrants.Panels
        .SelectMany(panel => Verdict.OfQuadrant([(panel.Name, ChipState.OffTrack), ("Another", On)], $"{panel.Name} -22.1 pp").Split(". ", StringSplitOptions.None))
        .ShouldAllBe(sentence => sentence.Length <= 75);

    [Fact]
    public void No_sentence_about_the_worst_is_longer_than_a_line() => Quadrants.All.ShouldAllBe(quadrant =>
        Verdict.OfWorst(new(quadrant, new Tally(0, 1, 3, 0, 0, 0), 2)).Length <= 75);

    [Fact]
    public void A_board_without_readings_says_so() => Verdict.OfBoard(new Tally(0, 0, 0, 0, 16, 0)).ShouldBe("No readings yet.");

    [Fact]
    public void A_board_on_track_says_so() => Verdict.OfBoard(new Tally(16, 0, 0, 0, 0, 0)).ShouldBe("All 16 panels are on track.");
}
