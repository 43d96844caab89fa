using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Rollups;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>
/// One snapshot per query, shared by everybody who asks the same. Only metrics whose roll-ups changed are read anew;
/// ages and statuses are judged anew every few seconds.
/// </summary>
internal sealed class DashboardSnapshots(
    KnownMoments moments, ReportingCalendar calendar, RollupVersions versions, FigureReader figures, OutcomeReader outcomes,
    IOptions<ReportingOptions> options, IConfiguration configuration, TimeProvider clock) : IDashboardSnapshots
{
    /// <summary>Most queries kept; the least recently used goes first.</summary>
    private const int Capacity = 256;

    /// <summary>Connections one snapshot may use at once.</summary>
    private const int Parallel = 4;

    private static readonly TimeSpan JudgeEvery = TimeSpan.FromSeconds(5);

    /// <summary>An answer older than this is not shown even for the moment until the next.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SnapshotEntry> _entries = new(StringComparer.Ordinal);
    private long _uses;

    public async Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
    {
        // Before anything is kept: a query that is wrong costs no entry.
        var known = await moments.AtAsync(query.AsOf, cancellationToken);
        var slice = known.Catalog.Resolve(query.Filter, query.Scope);
        var period = Period.Parse(query.Period, calendar.DayOf(known.At), calendar.Fiscal).Against(query.Compare);
        var entry = _entries.GetOrAdd(Key(period.Code, query), _ => new SnapshotEntry());
        entry.LastUsed = Interlocked.Increment(ref _uses);
        if (_entries.Count > Capacity)
            Evict();
        if (Current(entry, known, query.AsOf is not null) is { } current)
            return current;

        await entry.Gate.WaitAsync(cancellationToken);
        try
        {
            return Current(entry, known, query.AsOf is not null) ?? await RefreshAsync(entry, slice, period, known, cancellationToken);
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    public DashboardSnapshot? LastKnown(DashboardQuery query) =>
        _entries.TryGetValue(Key(string.IsNullOrEmpty(query.Period) ? Period.Default : query.Period, query), out var entry)
        && entry.State is { } state && (query.AsOf is not null || (state.Today == calendar.Today && clock.GetUtcNow() - state.CheckedAt < Recent))
            ? state.Snapshot
            : null;

    private static string Key(string period, DashboardQuery query) => (query with { Period = period }).Key;

    /// <summary>The entry's snapshot while nothing has happened that could change it. What was known at a past moment
    /// never changes; who has waited while the others went on gets what they have.</summary>
    private DashboardSnapshot? Current(SnapshotEntry entry, Known known, bool isPast) =>
        entry.State is { } state && (isPast || (state.Snapshot.Disconnected == versions.Disconnected && (state.Version > known.Rollups.Pass || IsCurrent(state, known))))
            ? state.Snapshot
            : null;

    private bool IsCurrent(SnapshotState state, Known known) =>
        state.Version == known.Rollups.Pass && state.Catalog == known.Catalog && state.Today == calendar.DayOf(known.At) && known.At - state.CheckedAt < JudgeEvery;

    private async Task<DashboardSnapshot> RefreshAsync(SnapshotEntry entry, Slice slice, Period period, Known known, CancellationToken cancellationToken)
    {
        var (current, today, last) = (known.Catalog, calendar.DayOf(known.At), entry.State);
        if (entry.Catalog != current || entry.Today != today)
        {
            entry.Figures.Clear();
            entry.Outcomes.Clear();
            (entry.Catalog, entry.Today, entry.IsComplete) = (current, today, false);
        }

        var disconnected = versions.Disconnected;
        try
        {
            // Who has no picture yet is told why there is none, and not shown an empty one.
            if (!disconnected || last is null)
                await ReadChangedAsync(entry, slice, period, known, cancellationToken);
        }
        catch (NpgsqlException) when (last is not null)
        {
            // The last figures stay on every screen, marked as such; the version watch says when the database is back.
            disconnected = true;
        }

        // Midnight or a new catalogue while the database is away: there are no parts to build from, but a picture.
        var next = disconnected && !entry.IsComplete && last is not null
            ? last.Snapshot with { Disconnected = true }
            : new SnapshotBuilder(entry, current, calendar, options.Value.CoverageLimit, known.At)
                .Build(slice, period, known.Rollups.Pass, disconnected, configuration["Demonstration:Company"] is not (null or "none"));
        // The same instance again tells a page that there is nothing to draw.
        var shown = last is not null && SnapshotBuilder.SameFigures(last.Snapshot, next) ? last.Snapshot : next;
        entry.State = new SnapshotState(shown, known.Rollups.Pass, current, today, known.At);
        return shown;
    }

    private async Task ReadChangedAsync(SnapshotEntry entry, Slice slice, Period period, Known known, CancellationToken cancellationToken)
    {
        var current = entry.Catalog!;
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        var stale = current.Metrics.Where(m => m.Rank is not null && !(entry.Figures.TryGetValue(m.Id, out var parts) && IsCurrent(parts, period, known)));
        await System.Threading.Tasks.Parallel.ForEachAsync(stale.ToList(), limits, async (metric, token) =>
        {
            FigureParts? before;
            lock (entry.Figures)
                before = entry.Figures.GetValueOrDefault(metric.Id);
            var parts = await figures.ReadAsync(metric, slice, period, known, before, token);
            lock (entry.Figures)
                entry.Figures[metric.Id] = parts;
        });
        var staleOutcomes = current.Outcomes.SelectMany(o => o.Metrics.Select(key => (Outcome: o, Metric: current.FindMetric(key)!)))
            .Where(x => !(entry.Outcomes.TryGetValue((x.Outcome.Key, x.Metric.Id), out var parts) && parts.Version == versions.Of(x.Metric.Id, known.Rollups)));
        await System.Threading.Tasks.Parallel.ForEachAsync(staleOutcomes.ToList(), limits, async (x, token) =>
        {
            var parts = await outcomes.ReadAsync(x.Outcome, x.Metric, slice, known.Rollups, versions.Of(x.Metric.Id, known.Rollups), token);
            lock (entry.Outcomes)
                entry.Outcomes[(x.Outcome.Key, x.Metric.Id)] = parts;
        });
        entry.IsComplete = true;
    }

    /// <summary>Parts stay true until the metric changes; those that end at the present hour also until the next hour.</summary>
    private bool IsCurrent(FigureParts parts, Period period, Known known) => parts.Version == figures.VersionOf(parts.Metric, period, known)
        && (!parts.GrowsByTheHour || calendar.HourOf(parts.ReadAt) == calendar.HourOf(known.At));

    private void Evict()
    {
        foreach (var (key, _) in _entries.OrderBy(pair => pair.Value.LastUsed).Take(_entries.Count - Capacity))
            _entries.TryRemove(key, out _);
    }
}
