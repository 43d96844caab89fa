using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Insights;

[Trait("Ring", "Unit")]
public sealed class DerivedRulesTests
{
    private static readonly Metric Ratio = Samples.Metric(RollupRule.Ratio) with { Key = "a.ratio", Unit = "%", Scale = 100, Derived = "ratio(a.one, a.two)", Target = 10 };
    private static readonly Metric Difference = Samples.Metric() with { Key = "a.less", Derived = "difference(a.one, a.two)" };
    private static readonly Metric Index = Samples.Metric(RollupRule.Ratio) with { Key = "a.index", Unit = "index", Derived = "index(a.one, 2026-01-01..2026-03-31)", Baseline = new(3, 80) };

    [Fact]
    public void Value_comparison_and_trend_are_each_made_of_their_own_parts()
    {
        var figure = Build(Ratio, A(30, 10, [1, null, 4]), A(120, 100, [2, 3, 0]));
        (figure.Value, figure.Previous).ShouldBe((25m, 10m));
        figure.Trend.ShouldBe([50m, null, null]);
        figure.Status.ShouldBe(TargetStatus.OnTrack);
    }

    [Theory]
    [InlineData(null, 5)]
    [InlineData(5, null)]
    [InlineData(5, 0)]
    public void Unknown_and_zero_denominators_give_unknown_never_zero(int? numerator, int? denominator)
    {
        var figure = Build(Ratio, A(numerator, 1, []), A(denominator, 1, []));
        figure.Value.ShouldBeNull();
        figure.Reason.ToString().ShouldNotBeEmpty();
        figure.Status.ShouldBe(TargetStatus.Unknown);
    }

    [Fact]
    public void It_is_as_old_as_the_older_and_as_complete_as_the_less_complete()
    {
        var figure = Build(Ratio, A(30, 10, []) with { LastAt = Samples.Noon.AddHours(-2) }, A(120, 100, []) with { Coverage = 0.5m, ReportingUnits = 1, LastAt = Samples.Noon });
        (figure.LastAt, figure.Coverage, figure.ReportingUnits, figure.Complete, figure.Status).ShouldBe((Samples.Noon.AddHours(-2), 0.5m, 1, false, TargetStatus.Unknown));
        Build(Ratio, A(30, 10, []) with { LastAt = null }, A(120, 100, [])).LastAt.ShouldBeNull();
    }

    [Fact]
    public void It_was_restated_where_its_inputs_were()
    {
        var (early, late) = (new Restated(2, Samples.Noon.AddHours(-2)), new Restated(3, Samples.Noon));
        Build(Ratio, A(30, 10, []) with { Restated = late }, Other with { Restated = early }).Restated.ShouldBe(new Restated(5, Samples.Noon));
        Build(Ratio, A(30, 10, []), Other with { Restated = early }).Restated.ShouldBe(early);
        Build(Ratio, A(30, 10, []), Other).Restated.ShouldBeNull();
        // One metric named twice changed once.
        Build(Ratio, A(30, 10, []) with { Restated = early }, A(30, 10, []) with { Restated = early }).Restated.ShouldBe(early);
    }

    [Fact]
    public void Two_units_have_no_difference()
    {
        Build(Difference, A(30, 10, []), A(12, 4, [])).Value.ShouldBe(18m);
        var mixed = Build(Difference, A(30, 10, []), A(12, 4, []) with { Metric = Samples.Metric() with { Unit = "EUR" } });
        mixed.Value.ShouldBeNull();
        mixed.Reason.ToString().ShouldContain("same unit");
    }

    [Fact]
    public void An_index_is_100_at_its_baseline_and_unknown_without_one()
    {
        Indexed(Index, 80, A(100, 60, [80, 40])).ShouldSatisfyAllConditions(f => f.Value.ShouldBe(125m), f => f.Previous.ShouldBe(75m), f => f.Trend.ShouldBe([100m, 50m]));
        Indexed(Index, null, A(100, 60, [])).Reason.ToString().ShouldContain("baseline of these units");
        Indexed(Index with { Baseline = null }, null, A(100, 60, [])).Reason.ToString().ShouldContain("not frozen yet");
    }

    private static Figure Other => A(120, 100, []) with { Metric = Samples.Metric() with { Key = "a.two" } };

    private static Figure Build(Metric metric, params Figure[] inputs) => Indexed(metric, null, inputs);

    private static Figure Indexed(Metric metric, decimal? baseline, params Figure[] inputs)
    {
        var period = Period.Parse("30d", new(2026, 11, 22), FiscalCalendar.Default);
        var parts = new FigureParts(metric, FigurePlan.Of(period, metric.Cadence), [], null, null, 0, 1, Samples.Noon) { Baseline = baseline };
        return DerivedRules.Build(parts, inputs, TargetRules.Own(metric, 30, isWhole: true), Samples.Noon, 0.8);
    }

    private static Figure A(decimal? value, decimal? previous, IReadOnlyList<decimal?> trend) => new()
    {
        Metric = Samples.Metric(),
        Value = value,
        Previous = previous,
        Trend = trend,
        LastAt = Samples.Noon,
        Coverage = 1,
        ReportingUnits = 2,
        ExpectedUnits = 2,
        Reason = value is null ? "No readings." : "",
    };
}
