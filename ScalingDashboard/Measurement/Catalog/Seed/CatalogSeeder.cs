using Microsoft.Extensions.Options;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog.Seed;

/// <summary>Loads the catalogue from its files at every start. Everything else refers to it, so it goes first.</summary>
internal sealed class CatalogSeeder(
    IOptions<SeedOptions> options, CatalogStore store, IEnumerable<ICatalogAdaptation> adaptations, ILogger<CatalogSeeder> log) : ISeeder
{
    public int Order => 0;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var files = CatalogFiles.Read(options.Value);
        var metrics = adaptations.Aggregate(files.Metrics, (soFar, adaptation) => adaptation.Adapt(soFar));
        await store.SaveMetricsAsync(metrics, cancellationToken);
        await store.SaveWavesAsync(files.Waves, cancellationToken);
        await store.SaveFunctionsAsync(files.Functions, cancellationToken);
        await store.SaveOutcomesAsync(files.Outcomes, cancellationToken);
        await store.SaveKpisAsync(files.Kpis, cancellationToken);
        SeedLog.CatalogSeeded(log, metrics.Count, files.Functions.Count, files.Waves.Count);
    }
}
