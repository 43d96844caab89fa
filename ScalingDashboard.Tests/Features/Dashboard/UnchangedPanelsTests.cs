using Microsoft.Extensions.DependencyInjection;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Measurement;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Five hundred open boards draw only what changed, because what did not is the same instance again.</summary>
[Trait("Ring", "Web")]
public sealed class UnchangedPanelsTests : AppFactory
{
    private const string Cost = "impact.ai_cost";

    [Fact]
    public async Task What_shows_the_same_is_the_same_instance_and_what_changed_is_another()
    {
        await AddUnitAsync("A");
        var before = await AfterAsync("1");
        // Read anew, the catalogue says the same.
        await Services.GetRequiredService<CatalogStore>().LoadAsync(CancellationToken.None);
        var after = await AfterAsync("2");

        var changed = after.Panels.Except(before.Panels, ReferenceEqualityComparer.Instance).Cast<PanelSnapshot>().ToList();
        changed.ShouldNotBeEmpty();
        changed.ShouldAllBe(p => p.Supporting.Prepend(p.Headline).Any(f => f.Metric.Key == Cost || f.Metric.Derived != null));
        after.Quadrants.Intersect(before.Quadrants, ReferenceEqualityComparer.Instance).Count().ShouldBe(3);
        after.Outcomes.ShouldBeSameAs(before.Outcomes);
    }

    private async Task<DashboardSnapshot> AfterAsync(string value)
    {
        await IngestAsync($"metric,unit,at,value\n{Cost},A,{Clock.GetUtcNow().AddHours(-1):O},{value}");
        await this.RolledUpAsync();
        Clock.Advance(TimeSpan.FromSeconds(2));
        return await Services.GetRequiredService<IDashboardSnapshots>().GetAsync(new(null, SliceFilter.Everything, UnitScope.All), CancellationToken.None);
    }
}
