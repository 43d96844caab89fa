using System.Collections.Concurrent;
using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>Reads and changes the catalogue. Every change replaces the shared snapshot here and on the other hosts.</summary>
public sealed class CatalogStore(
    IDbContextFactory<ScalingDb> databases, MetricCatalog catalog, ReportingCalendar calendar, IEnumerable<IDefinitionFollower> followers,
    LivePublisher live, TimeProvider clock) : IDisposable
{
    /// <summary>Past versions kept in memory; the oldest goes first.</summary>
    private const int PastKept = 16;

    /// <summary>The catalogue or the organisation changed.</summary>
    public static readonly Topic Changed = new("catalog");

    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly ConcurrentDictionary<long, CatalogSnapshot> _past = new();

    /// <summary>Reads everything anew and makes it the current snapshot.</summary>
    public async Task<CatalogSnapshot> LoadAsync(CancellationToken cancellationToken)
    {
        // One after the other: a load that began before a change must not replace what was loaded after it.
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            // In one view of the database: content and version belong together.
            await using var view = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var next = await ReadAsync(db, cancellationToken);
            catalog.Replace(next);
            return next;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The catalogue as it was known at a moment.</summary>
    public async Task<CatalogSnapshot> AtAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await AtAsync(db, await CatalogHistory.AtAsync(db, moment, cancellationToken), cancellationToken);
    }

    /// <summary>The catalogue in a version.</summary>
    public async Task<CatalogSnapshot> AtAsync(long version, CancellationToken cancellationToken)
    {
        if (Held(version) is { } held)
            return held;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return await AtAsync(db, version, cancellationToken);
    }

    /// <summary>Creates or changes metrics by key as the seed files say. Another meaning is a new version from today on;
    /// what people have changed stays as they left it.</summary>
    public Task SaveMetricsAsync(IEnumerable<Metric> metrics, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Metrics, metrics, m => m.Key, (m, old) => old.Managed ? old : DefinitionRules.Follow(old, m, calendar.Today, anew: false), cancellationToken);

    /// <summary>Creates or changes one metric for somebody.</summary>
    /// <param name="effectiveFrom">The first day of another meaning; null when the meaning stays.</param>
    /// <exception cref="Invalid">The meaning changes without a day, or on a day before that of the present one.</exception>
    public Task SaveMetricAsync(Metric metric, DateOnly? effectiveFrom, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Metrics, [metric with { Managed = true }], m => m.Key, (m, old) => Redefinition.Of(old, m, effectiveFrom), cancellationToken);

    /// <summary>Freezes the baseline of a metric's present version; one that is frozen stays.</summary>
    public Task FreezeAsync(Metric metric, FrozenBaseline baseline, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Metrics, [metric], m => m.Key,
            (m, old) => old.Version == m.Version && old.Baseline is null ? old with { Baseline = baseline } : old, cancellationToken);

    public Task SaveUnitsAsync(IEnumerable<BusinessUnit> units, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Units, units, u => u.Code, (u, old) => u with { Id = old.Id }, cancellationToken);

    public Task SaveSystemsAsync(IEnumerable<AiSystem> systems, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Systems, systems, s => s.Code, (s, old) => s with { Id = old.Id }, cancellationToken);

    public Task SaveWavesAsync(IEnumerable<ScalingWave> waves, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Waves, waves, w => w.Number.ToString(CultureInfo.InvariantCulture), (w, _) => w, cancellationToken);

    public Task SaveFunctionsAsync(IEnumerable<BusinessFunction> functions, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Functions, functions, f => f.Code, (f, _) => f, cancellationToken);

    public Task SaveOutcomesAsync(IEnumerable<Outcome> outcomes, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Outcomes, outcomes, o => o.Key, (o, old) => o with { Metrics = Same(o.Metrics, old.Metrics) }, cancellationToken);

    public Task SaveKpisAsync(IEnumerable<ScalingKpi> kpis, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Kpis, kpis, k => k.Key, (k, old) => k with { Metrics = Same(k.Metrics, old.Metrics) }, cancellationToken);

    /// <summary>Sets or replaces targets. Who sets the same again changes nothing, and is not named.</summary>
    public Task SaveTrajectoriesAsync(IEnumerable<Trajectory> trajectories, CancellationToken cancellationToken) =>
        SaveAsync(CatalogKind.Trajectories, trajectories, t => t.Key, (t, old) => t with { ChangedBy = old.ChangedBy } == old ? old : t, cancellationToken);

    public void Dispose() => _loading.Dispose();

    private async Task SaveAsync<T>(
        CatalogKind kind, IEnumerable<T> items, Func<T, string> keyOf, Func<T, T, T> merge, CancellationToken cancellationToken)
        where T : class
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await CatalogHistory.BeginAsync(db, cancellationToken);
        var existing = (await db.Set<T>().AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(keyOf, StringComparer.Ordinal);
        var changes = new List<(T? Before, T After)>();
        foreach (var item in items)
        {
            var before = existing.GetValueOrDefault(keyOf(item));
            var after = before is null ? item : merge(item, before);
            if (after.Equals(before))
                continue;
            if (before is null)
                db.Add(after);
            else
                db.Update(after);
            changes.Add((before, after));
        }
        if (changes.Count == 0)
            return;
        await db.SaveChangesAsync(cancellationToken);
        await CatalogHistory.RecordAsync(db, kind, [.. changes.Select(c => keyOf(c.After))], clock.GetUtcNow(), cancellationToken);
        foreach (var follower in followers)
            foreach (var (before, after) in changes)
                if (before is Metric old && after is Metric next)
                    await follower.FollowAsync((NpgsqlTransaction)transaction.GetDbTransaction(), old, next, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        await live.PublishAsync([Changed], cancellationToken);
    }

    private async Task<CatalogSnapshot> AtAsync(ScalingDb db, long version, CancellationToken cancellationToken)
    {
        if (Held(version) is { } held)
            return held;
        var read = _past.GetOrAdd(version, await CatalogHistory.ReadAsync(db, version, cancellationToken));
        foreach (var oldest in _past.Keys.Order().SkipLast(PastKept))
            _past.TryRemove(oldest, out _);
        return read;
    }

    private CatalogSnapshot? Held(long version) => catalog.Current is { } current && current.Version == version ? current : _past.GetValueOrDefault(version);

    // Records compare their lists by reference: an equal list must be the same one, or every start would save it again.
    private static IReadOnlyList<string> Same(IReadOnlyList<string> given, IReadOnlyList<string> old) => given.SequenceEqual(old) ? old : given;

    private static async Task<CatalogSnapshot> ReadAsync(ScalingDb db, CancellationToken cancellationToken) => CatalogSnapshot.Of(
        await CatalogHistory.NewestAsync(db, cancellationToken),
        await db.Set<Metric>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<BusinessUnit>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<AiSystem>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<BusinessFunction>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<ScalingWave>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<Outcome>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<ScalingKpi>().AsNoTracking().ToListAsync(cancellationToken),
        await db.Set<Trajectory>().AsNoTracking().ToListAsync(cancellationToken));
}
