using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Catalog;

/// <summary>Saving what is there already changes nothing and wakes nobody; what was changed is still known as it was.</summary>
[Trait("Ring", "Database")]
public sealed class CatalogStoreTests(SeededDatabaseFixture database) : IClassFixture<SeededDatabaseFixture>
{
    [Fact]
    public async Task The_same_catalogue_again_is_no_change()
    {
        var feed = new LiveFeed();
        var store = new CatalogStore(new Contexts(database), new MetricCatalog(), Samples.Calendar, [], new LivePublisher(database.Source, feed), TimeProvider.System);
        var known = await store.LoadAsync(CancellationToken.None);
        var woken = 0;
        using var listening = feed.Subscribe([CatalogStore.Changed], () => woken++);

        // New lists with the same names, as a seed file gives them.
        await store.SaveOutcomesAsync(known.Outcomes.Select(o => o with { Metrics = [.. o.Metrics] }), CancellationToken.None);
        await store.SaveKpisAsync(known.Kpis.Select(k => k with { Metrics = [.. k.Metrics] }), CancellationToken.None);
        await store.SaveMetricsAsync(known.Metrics.Select(m => m with { Id = 0 }), CancellationToken.None);
        woken.ShouldBe(0);

        await store.SaveOutcomesAsync(known.Outcomes.Take(1).Select(o => o with { Metrics = [.. o.Metrics, "risk.open"] }), CancellationToken.None);
        woken.ShouldBe(1);
    }

    [Fact]
    public async Task Every_version_is_read_again_as_it_was_and_time_never_runs_backwards()
    {
        var catalog = new MetricCatalog();
        using var store = new CatalogStore(new Contexts(database), catalog, Samples.Calendar, [], new LivePublisher(database.Source, new LiveFeed()), TimeProvider.System);
        // A clock that is set back in between.
        using var behind = new CatalogStore(new Contexts(database), catalog, Samples.Calendar, [], new LivePublisher(database.Source, new LiveFeed()), new FakeClock(Samples.Noon.AddYears(-9)));
        var first = await store.LoadAsync(CancellationToken.None);
        var nps = first.FindMetric("impact.nps")!;
        await store.SaveMetricsAsync([nps with { Target = 31.50m }], CancellationToken.None);
        var second = catalog.Current;
        await behind.SaveMetricsAsync([nps with { Target = 32 }], CancellationToken.None);
        await behind.SaveUnitsAsync([new BusinessUnit(0, "LATER", "Later", "EMEA", "DE")], CancellationToken.None);

        (await database.ScalarAsync<bool>("SELECT bool_and(a.recorded_at < b.recorded_at OR a.id = b.id - 1 AND a.recorded_at = b.recorded_at) FROM catalog_history a JOIN catalog_history b ON b.id = a.id + 1")).ShouldBeTrue();
        var again = await store.AtAsync(second.Version, CancellationToken.None);
        again.FindMetric("impact.nps")!.ShouldBe(second.FindMetric("impact.nps"));
        again.FindMetric("impact.nps")!.Target!.Value.ToString(CultureInfo.InvariantCulture).ShouldBe("31.50");
        again.Units.ShouldNotContain(u => u.Code == "LATER");
        again.Metrics.ShouldBe(second.Metrics);
        again.Waves.ShouldBe(second.Waves);
        again.Functions.ShouldBe(second.Functions);
        again.Kpis.Select(k => string.Join(';', k.Metrics.Prepend(k.Key))).ShouldBe(second.Kpis.Select(k => string.Join(';', k.Metrics.Prepend(k.Key))));
        (await store.AtAsync(catalog.Current.Version, CancellationToken.None)).ShouldBeSameAs(catalog.Current);
    }

    [Fact]
    public async Task Before_the_first_record_definitions_are_those_first_known_and_there_are_no_units()
    {
        using var store = new CatalogStore(new Contexts(database), new MetricCatalog(), Samples.Calendar, [], new LivePublisher(database.Source, new LiveFeed()), TimeProvider.System);
        await store.LoadAsync(CancellationToken.None);
        await store.SaveUnitsAsync([new BusinessUnit(0, "FIRST", "First", "EMEA", "DE")], CancellationToken.None);
        var before = await store.AtAsync(Samples.Noon.AddYears(-20), CancellationToken.None);
        before.Metrics.ShouldNotBeEmpty();
        before.Functions.Count.ShouldBe(20);
        before.Units.ShouldBeEmpty();
    }

    private sealed class Contexts(SeededDatabaseFixture database) : IDbContextFactory<ScalingDb>
    {
        public ScalingDb CreateDbContext() => database.Context();
    }
}
