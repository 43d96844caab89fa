using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>Reads which closed days of a metric were changed within a slice, as known after a pass. A derived metric has no
/// days of its own: those of the metrics it is derived from are told instead.</summary>
public sealed class RestatementReader(RestatedDays restated, DayVersions days, ReportingCalendar calendar, NpgsqlDataSource database)
{
    /// <param name="limit">The most to list.</param>
    public async Task<RestatementPage> ReadAsync(
        Metric metric, Slice slice, Period period, Known known, int limit, CancellationToken cancellationToken)
    {
        var defined = metric.On(period.To);
        var found = new List<(Metric Metric, DateOnly Day, DayChange Change)>();
        foreach (var part in defined.Derived is null ? [defined] : known.Catalog.InputsOf(defined, period.To).DistinctBy(input => input.Key))
            await foreach (var (day, change) in ChangesAsync(part, slice, period, known.Rollups, cancellationToken))
                found.Add((part.On(day), day, change));
        var listed = found.OrderByDescending(f => f.Change.Pass.Pass).ThenByDescending(f => f.Day).Take(limit).ToList();
        var batches = await BatchesAsync([.. listed.SelectMany(f => f.Change.Batches).Distinct()], cancellationToken);
        var codes = known.Catalog.Units.ToDictionary(u => u.Id, u => u.Code);
        return new RestatementPage([.. listed.Select(f => Named(f.Metric, f.Day, f.Change, codes, batches))], found.Count > listed.Count);
    }

    /// <summary>How often closed days of the period were changed, for beside a figure.</summary>
    /// <param name="before">An earlier count of the same metric, slice and period.</param>
    public async Task<RestatedParts> CountAsync(
        Metric metric, Slice slice, Period period, Knowledge known, RestatedParts? before, CancellationToken cancellationToken)
    {
        var span = await restated.OfAsync(metric.Id, period.From, period.To, known.Pass, cancellationToken);
        // Asked for as of an earlier pass, the last late change says nothing.
        long? last = span.Last <= known.Pass ? span.Last : null;
        if (last is not null && before?.Last == last)
            return before;
        var (count, lastAt) = (0, DateTimeOffset.MinValue);
        await foreach (var (_, change) in ChangesAsync(metric, slice, period, known, cancellationToken))
        {
            count++;
            lastAt = change.Pass.At > lastAt ? change.Pass.At : lastAt;
        }
        return new RestatedParts(count == 0 ? null : new Restated(count, lastAt), last);
    }

    private async IAsyncEnumerable<(DateOnly Day, DayChange Change)> ChangesAsync(
        Metric metric, Slice slice, Period period, Knowledge known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var span = await restated.OfAsync(metric.Id, period.From, period.To, known.Pass, cancellationToken);
        if (span.First == 0 || span.First > known.Pass)
            yield break;
        var closed = (await days.ChangedAsync(metric, slice, period.From, period.To, known.Pass, cancellationToken))
            .Where(day => day.Passes[^1].At > ClosedAt(day)).ToList();
        if (closed.Count == 0)
            yield break;
        await foreach (var (day, versions) in days.ReadAsync(metric, slice, closed, known.Pass, cancellationToken))
            foreach (var change in RestatementRules.Of(metric.On(day.Day), versions, day.Passes, ClosedAt(day)))
                yield return (day.Day, change);

        DateTimeOffset ClosedAt(ChangedDay day) => RestatementRules.ClosedAt(metric.Cadence, calendar.StartOf(day.Day.AddDays(1)), day.FirstKnownAt);
    }

    private async Task<Dictionary<long, (string Source, DateTimeOffset RecordedAt)>> BatchesAsync(long[] ids, CancellationToken cancellationToken)
    {
        var batches = new Dictionary<long, (string, DateTimeOffset)>(ids.Length);
        if (ids.Length == 0)
            return batches;
        await using var command = database.CreateCommand(
            "SELECT b.id, s.name, b.recorded_at FROM batches b JOIN sources s ON s.id = b.source_id WHERE b.id = ANY($1)");
        command.Parameters.Add(SqlValue.Array(ids, NpgsqlDbType.Bigint));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            batches[reader.GetInt64(0)] = (reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2));
        return batches;
    }

    private static Restatement Named(
        Metric metric, DateOnly day, DayChange change, Dictionary<int, string> codes, Dictionary<long, (string Source, DateTimeOffset RecordedAt)> batches)
    {
        var sources = change.Batches.Where(batches.ContainsKey).Select(id => batches[id].Source).Distinct(StringComparer.Ordinal);
        var newest = change.Batches[0];
        return new Restatement(metric, day, change.Pass.At, change.Old, change.New,
            [.. change.Units.Select(id => codes.GetValueOrDefault(id)).OfType<string>().Order(StringComparer.Ordinal)],
            string.Join(", ", sources), newest, batches.TryGetValue(newest, out var batch) ? batch.RecordedAt : null);
    }
}
