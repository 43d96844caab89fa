using Microsoft.Extensions.Options;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Demonstration;

/// <summary>Go-lives of a demo company stand where its history has them.</summary>
[Trait("Ring", "Database")]
public sealed class DemoWavesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Waves_go_live_so_many_weeks_before_the_end_of_the_history_as_the_company_says()
    {
        (await WavesAsync(new())).ShouldBeEmpty("nothing is generated yet");
        await new DemoStore(database.Source).BeginAsync("software", Samples.Noon, CancellationToken.None);
        var began = DateOnly.FromDateTime(Samples.Noon.UtcDateTime).AddDays(-7 * DemoCompanies.Read("software").RolloutWeeks);

        (await WavesAsync(new())).Select(wave => wave.Day).ShouldBe([.. DemoCompanies.Catalog.Waves.Select(wave => began.AddDays(7 * wave.LastWeek))]);
        (await WavesAsync(new() { StartsOn = began })).ShouldBeEmpty("the setting marks them");
    }

    private Task<IReadOnlyList<Annotation>> WavesAsync(RolloutOptions rollout)
    {
        var choice = new DemoChoice(Options.Create(new DemonstrationOptions { Company = "software" }), Options.Create(DemoCompanies.Files));
        var catalog = new CatalogSnapshot([], [], [], [], DemoCompanies.Catalog.Waves, [], []);
        var query = new AnnotationQuery(
            Samples.Metric(), catalog.Resolve(SliceFilter.Everything, UnitScope.All), new(2020, 1, 1), new(2030, 1, 1), catalog, new Knowledge(0, Samples.Noon));
        return new DemoWaves(choice, new DemoStore(database.Source), Options.Create(rollout), Samples.Calendar).ReadAsync(query, CancellationToken.None);
    }
}
