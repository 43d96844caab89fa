using ScalingDashboard.Features.Wallboard;

namespace ScalingDashboard.Tests.Features.Wallboard;

[Trait("Ring", "Unit")]
public sealed class ScreenFormTests
{
    [Fact]
    public void What_is_filled_in_becomes_an_address_and_is_told_in_words()
    {
        Words(new ScreenForm()).ShouldBe(("period=12m", "All four quadrants, 12 months"));
        Words(new ScreenForm { Shows = ScreenForm.InTurn, Seconds = 30, Theme = "dark" }).ShouldBe(("period=12m&rotate=30&theme=dark", "Quadrants in turn, 30 s each, 12 months, dark"));
        Words(new ScreenForm { Shows = "risk", Period = "90d", Filters = " ?region=EMEA" }).ShouldBe(("period=90d&quadrant=risk&region=EMEA", "Risk and compliance, 90 days, region EMEA"));
    }

    [Fact]
    public void Address_of_a_screen_wins_over_what_it_was_paired_with()
    {
        WallFrame.Read("", "quadrant=risk&theme=dark").ShouldBe(new WallFrame("quadrant=risk&theme=dark", "dark"));
        WallFrame.Read("?theme=light", "quadrant=risk&theme=dark").ShouldBe(new WallFrame("theme=light", "light"));
        WallFrame.Read("?theme=pink", "").Theme.ShouldBeNull();
    }

    private static (string View, string Words) Words(ScreenForm form) => (form.View, ScreenWords.Of(form.View));
}
