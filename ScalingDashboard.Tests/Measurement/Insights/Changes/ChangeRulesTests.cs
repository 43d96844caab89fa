using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Changes;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Tests.Measurement.Insights.Changes;

[Trait("Ring", "Unit")]
public sealed class ChangeRulesTests
{
    private static readonly UnitChange[] V8 = [Unit("A", (40, 100), (135, 300)), Unit("B", (80, 100), (82, 100))];

    [Fact]
    public void V8_every_unit_improves_and_the_whole_falls()
    {
        var bridge = ChangeRules.Of(Metric(RollupRule.Ratio), V8, reported: null)!;
        (bridge.Before, bridge.After, bridge.Change).ShouldBe((60, 54.25m, -5.75m));
        (bridge.Of(ChangeKind.Rate), bridge.Of(ChangeKind.Mix)).ShouldBe((3.875m, -9.625m));
        ChangeWords.Of(Metric(RollupRule.Ratio), bridge, CatalogSnapshot.Empty).ToString().ShouldBe(
            "Adoption fell by 5.75 pp, from 60 to 54.25: the units' own ratios added 3.875 and their changed shares of the whole took away 9.625.");
    }

    [Fact]
    public void Units_that_come_and_go_are_parts_of_their_own()
    {
        var bridge = ChangeRules.Of(Metric(RollupRule.Sum), [Unit("OLD", (10, null), null), Unit("NEW", null, (4, null)), Unit("BOTH", (1, null), (3, null))], null)!;
        bridge.Parts.ShouldBe([new(ChangeKind.UnitGone, "OLD", -1000), new(ChangeKind.UnitNew, "NEW", 400), new(ChangeKind.Amount, "BOTH", 200)]);
        bridge.Change.ShouldBe(-400);
    }

    [Fact]
    public void What_was_reported_and_is_not_so_any_more_is_a_part()
    {
        var bridge = ChangeRules.Of(Metric(RollupRule.Ratio), V8, reported: 58m)!;
        bridge.Of(ChangeKind.Restated).ShouldBe(2m);
        bridge.Change.ShouldBe(-3.75m);
        bridge.Parts.Sum(part => part.Amount).ShouldBe(bridge.Change);
    }

    [Fact]
    public void Parts_add_up_to_the_last_digit_whatever_the_numbers()
    {
        var chance = new Random(20_261_125);
        foreach (var rule in new[] { RollupRule.Sum, RollupRule.Last, RollupRule.Ratio, RollupRule.RatioLast, RollupRule.Wmean })
            for (var round = 0; round < 200; round++)
            {
                var units = Enumerable.Range(0, chance.Next(1, 40)).Select(n => Unit($"U{n}", Some(chance), Some(chance))).ToArray();
                if (ChangeRules.Of(Metric(rule), units, chance.Next(2) == 0 ? null : chance.Next(100)) is { } bridge)
                    bridge.Parts.Sum(part => part.Amount).ShouldBe(bridge.Change, $"{rule}, round {round}");
            }
    }

    [Fact]
    public void Unknown_figures_have_no_bridge()
    {
        ChangeRules.Of(Metric(RollupRule.Sum), [Unit("A", null, (1, null))], null).ShouldBeNull();
        ChangeRules.Of(Metric(RollupRule.Ratio), [Unit("A", (0, 0), (1, 2))], null).ShouldBeNull();
    }

    private static (decimal, decimal?)? Some(Random chance) => chance.Next(5) == 0 ? null : (chance.Next(1_000_000) / 997m, chance.Next(1, 100_000) / 7m);

    private static UnitChange Unit(string code, (decimal Value, decimal? Weight)? before, (decimal Value, decimal? Weight)? after) => new(code, Total(before), Total(after));

    private static Total Total((decimal Value, decimal? Weight)? parts) => parts is { } p ? new(p.Value, p.Weight, 1) : default;

    private static Metric Metric(RollupRule rule) => new()
    {
        Key = "adoption.test", Name = "Adoption", Panel = "adoption.usage", Formula = "a / b", Unit = "%", Scale = 100, Direction = Direction.Higher, Rollup = rule,
        Cadence = Cadence.Day, Expected = Expectation.AllUnits, Owner = "Test", Guard = "none",
    };
}
