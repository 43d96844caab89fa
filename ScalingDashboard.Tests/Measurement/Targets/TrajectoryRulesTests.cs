using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Targets;

[Trait("Ring", "Unit")]
public sealed class TrajectoryRulesTests
{
    private static readonly DateOnly First = new(2026, 10, 1);
    private static readonly Metric Savings = Samples.Metric() with { Target = 365_000, TargetPerYear = true };

    [Fact]
    public void On_day_10_of_a_month_ten_days_of_it_are_due()
    {
        var target = For(Savings, Whole(Company(Savings, Month(31_000_000))), Days(31, 10));
        (target.Goal, target.Limit).ShouldBe((10_000_000m, 9_000_000m));
        target.Words!.ToString().ShouldBe("$10\u202FM due by 10 Oct 2026 of $31\u202FM for 1 Oct 2026 to 31 Oct 2026");

        TargetRules.Judge(Savings, 9_500_000, target, true, 1, 1).ShouldBe((TargetStatus.AtRisk,
            $"95\u202F% of target, rule: on track from $10\u202FM, at risk from $9\u202FM; {target.Words}"));
        // The month to date asks the same of the same days.
        For(Savings, Whole(Company(Savings, Month(31_000_000))), Days(10, 10)).ShouldBe(target);
    }

    [Fact]
    public void An_amount_over_several_spans_is_due_of_each_of_them_and_days_between_fall_to_the_yearly_target()
    {
        var set = Whole(Company(Savings, Month(31_000), new(First.AddMonths(1), First.AddDays(60), 60_000, 30_000, null, null)));
        var both = For(Savings, set, new(First, First.AddDays(60), 46));
        (both.Goal, both.Limit).ShouldBe((61_000m, 42_900m));

        var before = For(Savings, set, new(First.AddDays(-5), First.AddDays(30), 36));
        before.Goal.ShouldBe(36_000m);
        before.Words!.ToString().ShouldEndWith("of 1 target in a row and of the yearly one");
        For(Savings, set, new(First.AddDays(-20), First.AddDays(-10), 11)).Words.ShouldBeNull();
    }

    [Fact]
    public void A_band_of_an_amount_is_shared_out_on_both_sides()
    {
        var hiring = Samples.Metric() with { Direction = Direction.Band, BandLow = 1, BandHigh = 2 };
        var target = For(hiring, Whole(Company(hiring, new TargetSpan(First, First.AddDays(30), null, null, 310, 620))), Days(31, 10));
        (target.Goal, target.Low, target.High).ShouldBe((null, 100m, 200m));
        TargetStatus Judge(decimal value) => TargetRules.Judge(hiring, value, target, true, 1, 1).Status;
        new[] { 150m, 95m, 215m, 89m, 221m }.Select(Judge)
            .ShouldBe([TargetStatus.OnTrack, TargetStatus.AtRisk, TargetStatus.AtRisk, TargetStatus.OffTrack, TargetStatus.OffTrack]);
    }

    [Fact]
    public void Units_that_each_have_a_target_add_up()
    {
        var set = new SliceTargets(Company(Savings, Month(1)), [Unit(Savings, "A", Month(310)), Unit(Savings, "B", Month(620))], true, true);
        var target = For(Savings, set, Days(31, 10));
        (target.Goal, target.Limit).ShouldBe((300m, 270m));
        target.Words!.ToString().ShouldBe("$300 due by 10 Oct 2026 of $930 for 1 Oct 2026 to 31 Oct 2026, of 2 units added up");
        For(Savings, set with { Units = [set.Units[1]], IsWhole = false }, Days(31, 10)).Goal.ShouldBe(200m);
    }

    [Fact]
    public void Where_a_unit_is_missing_the_whole_has_the_target_of_the_company_and_a_part_none()
    {
        var set = new SliceTargets(Company(Savings, Month(31_000)), [Unit(Savings, "A", Month(310)), null], true, true);
        For(Savings, set, Days(31, 31)).Goal.ShouldBe(31_000m);
        For(Savings, set with { IsWhole = false }, Days(31, 31)).WhyNone!.ToString().ShouldBe("1 of 2 units have no target of their own on these days, so together they have none.");
        For(Savings, set with { Units = [null], IsWhole = false }, Days(31, 31)).WhyNone.ShouldBe(TrajectoryRules.OfTheWhole);
        For(Savings, set with { Units = [set.Units[0]], IsWhole = false, AllSystems = false }, Days(31, 31)).WhyNone.ShouldBe(TrajectoryRules.OfTheWhole);
        // Without one of the company the metric's own target is that of the whole.
        For(Savings, set with { Company = null }, Days(31, 31)).Goal.ShouldBe(31_000m);
    }

    [Fact]
    public void A_level_has_the_goal_of_the_day_it_is()
    {
        var users = Samples.Metric(RollupRule.Last) with { Unit = "count" };
        var set = Whole(Company(users, Month(100), new(First.AddMonths(1), First.AddMonths(2), 120, null, null, null)));
        For(users, set, Days(31, 10)).Goal.ShouldBe(100m);
        For(users, set, new(First, First.AddDays(60), 40.5m)).Goal.ShouldBe(120m);
        For(users, set, new(First, First.AddDays(300), 301)).ShouldBe(default);
    }

    [Fact]
    public void Ratios_of_units_are_never_added_up()
    {
        var rate = Samples.Metric(RollupRule.Ratio) with { Unit = "%", Scale = 100, Target = 90 };
        var (low, high) = (Unit(rate, "A", Month(80)), Unit(rate, "B", Month(95)));
        PeriodTarget Of(bool isWhole, params Trajectory?[] units) => For(rate, new(null, units, isWhole, isWhole), Days(31, 10));
        Of(false, low).Goal.ShouldBe(80m);
        Of(false, low, low).Goal.ShouldBe(80m);
        Of(false, low, null).WhyNone!.ToString().ShouldStartWith("The units have different targets");
        Of(false, low, high).WhyNone!.ToString().ShouldEndWith("Choose one unit.");
        Of(true, low, high).Goal.ShouldBe(90m);
        Of(true, null, null).Goal.ShouldBe(90m);
    }

    [Fact]
    public void Goals_in_a_unit_that_the_metric_no_longer_has_mean_nothing() =>
        For(Savings with { Unit = "EUR" }, Whole(Company(Savings, Month(31))), Days(31, 31)).Goal.ShouldBe(31_000m);

    private static PeriodTarget For(Metric metric, SliceTargets set, CountedDays days) => TargetRules.For(metric, set, days);

    private static CountedDays Days(int days, decimal passed) => new(First, First.AddDays(days - 1), passed);

    private static TargetSpan Month(decimal goal) => new(First, First.AddDays(30), goal, null, null, null);

    private static SliceTargets Whole(Trajectory company) => new(company, [null, null], true, true);

    private static Trajectory Company(Metric metric, params TargetSpan[] spans) => Of(metric, null, spans);

    private static Trajectory Unit(Metric metric, string unit, params TargetSpan[] spans) => Of(metric, unit, spans);

    private static Trajectory Of(Metric metric, string? unit, TargetSpan[] spans) => new()
    {
        Key = Trajectory.KeyOf(metric.Key, unit),
        Metric = metric.Key,
        Unit = unit,
        Measure = metric.Unit,
        Spans = new(spans),
        ChangedBy = "cfo@example.com",
    };
}
