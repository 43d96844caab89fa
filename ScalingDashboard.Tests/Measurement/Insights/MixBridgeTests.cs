using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class MixBridgeTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Fact]
    public void A_unit_that_grew_and_is_worse_than_the_whole_pulls_the_mix_down()
    {
        var bridge = MixBridge.Of([new("A", 40, 100, 135, 300), new("B", 80, 100, 82, 100)], 100)!;
        bridge.Parts.ShouldBe([new("A", 3.125m, -3.65625m), new("B", 0.75m, -5.96875m)]);
    }

    [Fact]
    public void A_new_unit_changes_the_mix_alone()
    {
        var bridge = MixBridge.Of([new("A", 50, 100, 50, 100), new("B", 0, 0, 90, 100)], 100)!;
        (bridge.Change, bridge.Rate, bridge.Mix).ShouldBe((20, 0, 20));
    }

    [Fact]
    public void A_closed_unit_changes_the_mix_alone()
    {
        var bridge = MixBridge.Of([new("A", 50, 100, 50, 100), new("B", 90, 100, 0, 0)], 100)!;
        (bridge.Change, bridge.Rate, bridge.Mix).ShouldBe((-20, 0, -20));
    }

    [Fact]
    public void Without_weights_in_one_period_there_is_no_bridge()
    {
        MixBridge.Of([], 1).ShouldBeNull();
        MixBridge.Of([new("A", 0, 0, 50, 100)], 1).ShouldBeNull();
        MixBridge.Of([new("A", 1, 2, 50, -1), new("B", 1, 2, 50, 100)], 1).ShouldBeNull();
        MixBridge.Of([new("A", 1e20m, 1e-10m, 50, 1)], 1).ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_parts_add_up_to_the_change_to_the_last_digit(int seed)
    {
        var random = new Random(seed);
        var units = Enumerable.Range(0, random.Next(1, 300)).Select(i => new MixUnit($"U{i}", Value(), Weight(), Value(), Weight()))
            .Append(new MixUnit("fixed", 1, 3, 2, 7)).ToList();
        var bridge = MixBridge.Of(units, 100)!;

        (bridge.Rate + bridge.Mix).ShouldBe(bridge.Change);
        bridge.Parts.Sum(part => part.Rate + part.Mix).ShouldBe(bridge.After - bridge.Before);
        Math.Abs(bridge.Before - units.Sum(u => u.ValueBefore) / units.Sum(u => u.WeightBefore) * 100).ShouldBeLessThan(1e-11m);
        Math.Abs(bridge.After - units.Sum(u => u.ValueAfter) / units.Sum(u => u.WeightAfter) * 100).ShouldBeLessThan(1e-11m);
        // The other way round everything changes sign: neither period is preferred.
        var back = MixBridge.Of([.. units.Select(u => new MixUnit(u.Unit, u.ValueAfter, u.WeightAfter, u.ValueBefore, u.WeightBefore))], 100)!;
        Math.Abs(back.Rate + bridge.Rate).ShouldBeLessThan(1e-9m);

        decimal Value() => random.Next(3) == 0 ? 0 : random.Next(-50, 1_000) / 7m;
        decimal Weight() => random.Next(4) == 0 ? 0 : random.Next(1, 100_000) / 3m;
    }
}
