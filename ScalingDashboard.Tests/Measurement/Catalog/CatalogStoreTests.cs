using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Measurement.Catalog;

/// <summary>Saving what is there already changes nothing and wakes nobody.</summary>
[Trait("Ring", "Database")]
public sealed class CatalogStoreTests(SeededDatabaseFixture database) : IClassFixture<SeededDatabaseFixture>
{
    [Fact]
    public async Task The_same_catalogue_again_is_no_change()
    {
        var feed = new LiveFeed();
        var store = new CatalogStore(new Contexts(database), new MetricCatalog(), new LivePublisher(database.Source, feed));
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

    private sealed class Contexts(SeededDatabaseFixture database) : IDbContextFactory<ScalingDb>
    {
        public ScalingDb CreateDbContext() => database.Context();
    }
}
