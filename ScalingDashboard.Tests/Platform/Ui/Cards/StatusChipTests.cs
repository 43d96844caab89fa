using Bunit;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Tests.Platform.Ui.Cards;

/// <summary>A status is a shape, a word and a colour: the first two are enough in grey and for who sees colours differently.</summary>
[Trait("Ring", "Component")]
public sealed class StatusChipTests : BunitContext
{
    [Fact]
    public void Every_judgement_has_a_word_and_a_shape_of_its_own()
    {
        var chips = Enum.GetValues<ChipState>().ToDictionary(state => state, state => Render<StatusChip>(chip => chip.Add(c => c.State, state)).Find(".chip"));
        chips.Values.Select(c => c.TextContent.Trim()).ShouldAllBe(word => word.Length > 0);
        chips.Values.Select(c => c.TextContent.Trim()).ShouldBeUnique();
        // Where there is no judgement one hollow circle stands, and the word says why.
        var shapes = chips.Where(c => c.Key is not (ChipState.NoTarget or ChipState.Incomplete)).Select(c => c.Value.QuerySelector("svg")!.InnerHtml.Trim()).ToList();
        shapes.ShouldBeUnique();
        shapes.ShouldAllBe(shape => shape.Length > 0);
    }
}
