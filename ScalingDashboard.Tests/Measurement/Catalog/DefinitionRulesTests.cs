using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Catalog;

[Trait("Ring", "Unit")]
public sealed class DefinitionRulesTests
{
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly DateOnly May = new(2026, 5, 1);
    private static readonly DateOnly July = new(2026, 7, 1);

    private static readonly Metric Dollars = Samples.Metric() with { Id = 7, Target = 100 };

    /// <summary>Dollars, reworded in March, in euros from May, as a level from July.</summary>
    private static readonly Metric Told = Follow(Follow(Follow(Dollars, m => m with { Formula = "Said better" }, March), m => m with { Unit = "EUR", Target = 90 }, May),
        m => m with { Rollup = RollupRule.Last }, July);

    [Theory]
    [InlineData("2000-01-01", 1, "USD", 100, null)]
    [InlineData("2026-03-01", 2, "USD", 100, null)]
    [InlineData("2026-04-30", 2, "USD", 100, null)]
    [InlineData("2026-05-01", 3, "EUR", 90, "2026-05-01")]
    [InlineData("2026-06-30", 3, "EUR", 90, "2026-05-01")]
    [InlineData("2026-07-01", 4, "EUR", 90, "2026-07-01")]
    public void Each_day_has_its_definition_and_the_target_that_goes_with_it(string day, int version, string unit, int target, string? since)
    {
        var then = Told.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
        (then.Version, then.Unit, then.Target, then.Id).ShouldBe((version, unit, target, 7));
        then.UnbrokenSince().ShouldBe(since is null ? null : DateOnly.Parse(since, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_span_names_the_definitions_that_hold_in_it()
    {
        Told.Between(new(2026, 1, 1), new(2026, 12, 31)).Select(d => d.Version).ShouldBe([1, 2, 3, 4]);
        Told.Between(March, May.AddDays(-1)).Select(d => d.Version).ShouldBe([2]);
        Told.Between(May.AddDays(-1), May).Select(d => d.Version).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_change_of_the_target_is_no_version_and_one_of_the_meaning_never_begins_before_the_one_it_follows()
    {
        var raised = DefinitionRules.Follow(Told, Told with { Target = 95, Name = "Savings" }, March, anew: false);
        (raised.Version, raised.Target, raised.Earlier).ShouldBe((4, 95, Told.Earlier));
        var earlier = DefinitionRules.Follow(Told, Told with { Unit = "USD" }, March, anew: false);
        (earlier.Version, earlier.EffectiveFrom).ShouldBe((5, July));
    }

    [Fact]
    public void Definitions_are_equal_by_content_and_survive_the_database()
    {
        var copy = Told with { Earlier = new([.. Told.Earlier.Select(d => d with { })]) };
        copy.ShouldBe(Told);
        copy.GetHashCode().ShouldBe(Told.GetHashCode());
        CatalogJson.Read<EarlierDefinitions>(CatalogJson.Write(Told.Earlier)).ShouldBe(Told.Earlier);
        CatalogJson.Read<Metric>(CatalogJson.Write(Told)).ShouldBe(Told);
    }

    [Fact]
    public void Somebody_who_changes_the_meaning_must_name_a_day()
    {
        var silent = Should.Throw<Invalid>(() => Redefinition.Of(Dollars, Dollars with { Unit = "EUR", Rollup = RollupRule.Last }, null));
        silent.Status.ShouldBe(409);
        silent.Message.ShouldContain("unit is 'USD' and would be 'EUR'; rollup is 'SUM' and would be 'LAST'");
        silent.Message.ShouldContain("effectiveFrom");
        Should.Throw<Invalid>(() => Redefinition.Of(Told, Told with { Unit = "GBP" }, March)).Status.ShouldBe(422);
        Redefinition.Of(Told, Told with { Unit = "GBP" }, July).Version.ShouldBe(5);
        Redefinition.Of(Told, Told with { Guard = "Other" }, null).Version.ShouldBe(4);
    }

    private static Metric Follow(Metric old, Func<Metric, Metric> change, DateOnly from) => DefinitionRules.Follow(old, change(old), from, anew: false);
}
