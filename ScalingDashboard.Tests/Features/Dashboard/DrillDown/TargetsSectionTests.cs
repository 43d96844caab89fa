using System.Security.Claims;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard.DrillDown;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard.DrillDown;

/// <summary>What the section says of targets before anything is set; that they are set is tested in a real browser.</summary>
[Trait("Ring", "Component")]
public sealed class TargetsSectionTests : BunitContext
{
    public TargetsSectionTests()
    {
        var catalog = new MetricCatalog();
        catalog.Replace(Samples.Catalog());
        Services.AddSingleton(catalog).AddSingleton(new SetTargets(null!, catalog));
    }

    [Theory]
    [InlineData(Direction.Higher, "At risk from")]
    [InlineData(Direction.Lower, "At risk up to")]
    public void The_border_is_asked_for_on_the_side_where_it_lies(Direction direction, string label) =>
        Show(Samples.Metric() with { Direction = direction }).FindAll("form label").Select(l => l.TextContent.Trim()).ShouldContain(label);

    [Fact]
    public void The_metric_s_own_target_is_rounded_as_figures_are_and_in_full_on_hover()
    {
        var own = Show(Samples.Metric() with { Target = 12_345_678.9m, TargetPerYear = true }).Find(".hint span");
        Plain(own.TextContent).ShouldBe("$12.3 M a year, due day by day");
        Plain(own.GetAttribute("title")!).ShouldBe("$12,345,678.90 a year, due day by day");
        var band = Show(Samples.Metric() with { Direction = Direction.Band, Unit = "h", BandLow = 12_345, BandHigh = 23_456 }).Find(".hint span");
        Plain(band.TextContent).ShouldBe("12.3 k h to 23.5 k h");
        Show(Samples.Metric()).Find(".hint").TextContent.Trim().ShouldBe("None is set.");
    }

    [Fact]
    public void Targets_are_those_that_judge_the_figure_beside_them_whatever_the_host_has_meanwhile()
    {
        // The catalogue has none.
        var span = new TargetSpan(new(2026, 3, 1), new(2026, 3, 31), 50, null, null, null);
        var metric = Samples.Metric();
        Show(metric, new Trajectory { Key = metric.Key, Metric = metric.Key, Measure = metric.Unit, Spans = new([span]), ChangedBy = "an admin" })
            .Find("tbody tr th").TextContent.ShouldBe("The whole company");
    }

    private static string Plain(string text) => text.Replace(Formatting.Thin, ' ');

    private IRenderedComponent<TargetsSection> Show(Metric metric, params Trajectory[] targets)
    {
        var person = new ClaimsPrincipal(new ClaimsIdentity([new(AccessClaims.Units, UnitScope.All.ToString()), new(AccessClaims.Can, Policies.Manage)], "test"));
        var view = new MetricView(
            new(metric.Key, new(null, SliceFilter.Everything, UnitScope.All), null, Dimension.Unit), null!, Samples.Noon, 1, null,
            BoardSamples.Figure() with { Metric = metric }, null!, null!, [], null!, null!, null!)
        { Targets = targets };
        return Render<TargetsSection>(p => p.Add(s => s.View, view).Add(s => s.Person, person).Add(s => s.Today, new DateOnly(2026, 11, 22)));
    }
}
