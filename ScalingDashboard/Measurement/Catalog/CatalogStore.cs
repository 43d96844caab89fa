using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Reads and changes the catalogue. Every change replaces the shared snapshot here and on the other hosts.</summary>
public sealed class CatalogStore(IDbContextFactory<ScalingDb> databases, MetricCatalog catalog, LivePublisher live) : IDisposable
{
    /// <summary>The catalogue or the organisation changed.</summary>
    public static readonly Topic Changed = new("catalog");

    private readonly SemaphoreSlim _loading = new(1, 1);

    /// <summary>Reads everything anew and makes it the current snapshot.</summary>
    public async Task<CatalogSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        // One after the other: a load that began before a change must not replace what was loaded after it.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var next = await ReadAsync(db, cancellationToken);
            catalog.Replace(next);
            return next;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Creates or changes metrics by key. A change of unit, formula or roll-up makes a new version.</summary>
    public Task SaveMetricsAsync(IEnumerable<Metric> metrics, CancellationToken cancellationToken) =>
        SaveAsync(metrics, m => m.Key, (m, old) => m with { Id = old.Id, Version = old.Version + (MeaningDiffers(m, old) ? 1 : 0) }, cancellationToken);

    public Task SaveUnitsAsync(IEnumerable<BusinessUnit> units, CancellationToken cancellationToken) =>
        SaveAsync(units, u => u.Code, (u, old) => u with { Id = old.Id }, cancellationToken);

    public Task SaveSystemsAsync(IEnumerable<AiSystem> systems, CancellationToken cancellationToken) =>
        SaveAsync(systems, s => s.Code, (s, old) => s with { Id = old.Id }, cancellationToken);

    public Task SaveWavesAsync(IEnumerable<ScalingWave> waves, CancellationToken cancellationToken) =>
        SaveAsync(waves, w => w.Number.ToString(CultureInfo.InvariantCulture), (w, _) => w, cancellationToken);

    public Task SaveFunctionsAsync(IEnumerable<BusinessFunction> functions, CancellationToken cancellationToken) =>
        SaveAsync(functions, f => f.Code, (f, _) => f, cancellationToken);

    public Task SaveOutcomesAsync(IEnumerable<Outcome> outcomes, CancellationToken cancellationToken) =>
        SaveAsync(outcomes, o => o.Key, (o, old) => o with { Metrics = Same(o.Metrics, old.Metrics) }, cancellationToken);

    public Task SaveKpisAsync(IEnumerable<ScalingKpi> kpis, CancellationToken cancellationToken) =>
        SaveAsync(kpis, k => k.Key, (k, old) => k with { Metrics = Same(k.Metrics, old.Metrics) }, cancellationToken);

    public void Dispose() => _loading.Dispose();

    private async Task SaveAsync<T>(IEnumerable<T> items, Func<T, string> keyOf, Func<T, T, T> merge, CancellationToken cancellationToken)
        where T : class
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var existing = (await db.Set<T>().AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(keyOf, StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (!existing.TryGetValue(keyOf(item), out var old))
                db.Add(item);
            else if (merge(item, old) is var merged && !merged.Equals(old))
                db.Update(merged);
        }
        if (await db.SaveChangesAsync(cancellationToken) == 0)
            return;
        await LoadAsync(cancellationToken);
        await live.PublishAsync([Changed], cancellationToken);
    }

    // Records compare their lists by reference: an equal list must be the same one, or every start would save it again.
    private static IReadOnlyList<string> Same(IReadOnlyList<string> given, IReadOnlyList<string> old) => given.SequenceEqual(old) ? old : given;

    private static bool MeaningDiffers(Metric a, Metric b) => a.Unit != b.Unit || a.Formula != b.Formula || a.Rollup != b.Rollup;

    private static async Task<CatalogSnapshot> ReadAsync(ScalingDb db, CancellationToken cancellationToken) => new(
        await db.Set<Metric>().AsNoTracking().OrderBy(m => m.Key).ToListAsync(cancellationToken),
        await db.Set<BusinessUnit>().AsNoTracking().OrderBy(u => u.Code).ToListAsync(cancellationToken),
        await db.Set<AiSystem>().AsNoTracking().OrderBy(s => s.Code).ToListAsync(cancellationToken),
        await db.Set<BusinessFunction>().AsNoTracking().OrderBy(f => f.Wave).ThenBy(f => f.Code).ToListAsync(cancellationToken),
        await db.Set<ScalingWave>().AsNoTracking().OrderBy(w => w.Number).ToListAsync(cancellationToken),
        await db.Set<Outcome>().AsNoTracking().OrderBy(o => o.Order).ToListAsync(cancellationToken),
        await db.Set<ScalingKpi>().AsNoTracking().OrderBy(k => k.Order).ToListAsync(cancellationToken));
}
