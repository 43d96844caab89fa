using Bunit;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Signals come on threads of nobody: what they bring is told to each reader in the own language.</summary>
[Trait("Ring", "Component")]
public sealed class ReadersOfTwoLanguagesTests : DashboardPageContext
{
    [Fact]
    public async Task A_live_change_is_told_to_each_reader_in_the_own_language()
    {
        var (german, english) = (RenderAs("de"), RenderAs("en"));
        // The second page shows what the watch of the first has seen.
        english.WaitForElement("[data-panel]");
        Said(german).ShouldBe(("52,4 Mio. $", "+4,4 Mio. (+9,2 %) ggü. Vorjahr, besser", "Im Plan 7 Min."));
        Said(english).ShouldBe(("$52.4 M", "+4.4 M (+9.2 %) vs prior year, better", "On track 7 min"));

        // The first page looks when it is drawn, and from then on one watch for both.
        for (var look = 0; look < 2; look++)
            await NextLoadAsync();
        Clock.Advance(PanelPace.Rest);
        Snapshots.Snapshot = BoardSamples.Snapshot(_ => BoardSamples.Figure() with { Value = 53_400_000 });
        Feed.Raise(RollupTopics.Any);
        await NextLoadAsync();

        german.WaitForAssertion(() => Said(german).ShouldBe(("53,4 Mio. $", "+5,4 Mio. (+11,3 %) ggü. Vorjahr, besser", "Im Plan 7 Min.")));
        english.WaitForAssertion(() => Said(english).ShouldBe(("$53.4 M", "+5.4 M (+11.3 %) vs prior year, better", "On track 7 min")));
    }

    [Fact]
    public void The_verdict_and_the_names_of_the_board_are_german()
    {
        var page = RenderAs("de");
        page.Find("[data-quadrant=impact] h2").TextContent.Trim().ShouldBe("Geschäftsbeitrag");
        page.Find("[data-quadrant=impact] header p").TextContent.ShouldStartWith("Alle 4 Kacheln im Plan. Größte Änderung: Einsparungen und Effizienz +9,2");
        page.Find(".verdict .sentence").TextContent.ShouldBe("Alle 16 Kacheln sind im Plan.");
    }

    private IRenderedComponent<DashboardPage> RenderAs(string culture)
    {
        using var reader = Platform.Language.Reader.Of(culture);
        return Render<DashboardPage>();
    }

    private static (string Number, string Change, string State) Said(IRenderedComponent<DashboardPage> page)
    {
        var panel = Panel(page, "impact.savings");
        return (Plain(panel.QuerySelector(".number")!), Plain(panel.QuerySelector(".delta")!), Plain(panel.QuerySelector(".state")!));
    }
}
