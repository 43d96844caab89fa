using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What one pass did.</summary>
/// <param name="Marks">Marks taken; 0 when none was left.</param>
/// <param name="Pass">The pass's number: the version of what it wrote.</param>
/// <param name="IsLive">True for readings of now, false for the backlog and when nothing was left.</param>
public readonly record struct PassOutcome(int Marks, long Pass, bool IsLive);

/// <summary>
/// One transaction that takes marks, rolls up each marked hour, and computes each of its days from its hours. An hour to which
/// readings were only added is added to, by sums that are exact; one in which anything else has happened is computed from all of its
/// readings. So late, repeated, corrected, withdrawn and shuffled readings end in the same buckets, and an hour that is full costs no
/// more than one that has begun (docs/decisions/0021).
/// What a bucket said before is kept with the pass that replaced it.
/// </summary>
internal sealed class RollupPass(NpgsqlConnection connection, NpgsqlTransaction transaction, ReportingCalendar calendar, TimeProvider clock)
{
    /// <summary>A host that stops in the middle of a pass must not stop the others for ever: the server ends its session,
    /// which undoes the pass and frees the lock.</summary>
    private const string Patience = "15s";

    private readonly DateOnly _firstDayWithHours = calendar.Today.AddDays(-RollupWork.DaysWithHours);

    /// <param name="limit">The most live marks to take; the backlog is taken only when nothing live waits, in smaller
    /// bites, because what is live waits for as long as one of them takes.</param>
    /// <param name="since">When the first of the readings that wait was committed; null when that is not known.</param>
    public async Task<PassOutcome> RunAsync(int limit, int backlogLimit, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        // One pass at a time over all hosts, so that two never write one day bucket from different readings.
        await ExecuteAsync($"SET LOCAL idle_in_transaction_session_timeout = '{Patience}'; SELECT pg_advisory_xact_lock({KnowledgeLock.Key})", [], cancellationToken);
        var marks = await MarkQueue.TakeAsync(connection, transaction, late: false, limit, cancellationToken);
        var isLive = marks.Count > 0;
        // Of a longer queue the correction of a reading may be left for which an earlier pass counted the reading anew: to add it now would count it twice.
        var unsettled = marks.Count < limit ? [] : await MarkQueue.UnsettledAsync(connection, transaction, cancellationToken);
        if (!isLive)
            marks = await MarkQueue.TakeAsync(connection, transaction, late: true, backlogLimit, cancellationToken);
        if (marks.Count == 0)
            return default;
        var pass = await ScalarAsync("SELECT nextval('rollup_passes')", [], cancellationToken);
        var rules = await PassRules.ReadAsync(connection, transaction, cancellationToken);
        // A mark of a day whose readings were dropped would empty the bucket.
        var hours = HoursOf(marks, rules, unsettled).Where(h => h.Day >= rules.FirstDay).ToList();
        var days = DaysOf(hours);
        await AddAsync(BucketTable.Hours, [.. hours.Where(h => h.Day >= _firstDayWithHours && h.CanBeAdded)], pass, cancellationToken);
        await RollUpAsync(BucketTable.Hours, [.. hours.Where(h => h.Day >= _firstDayWithHours && !h.CanBeAdded)], fromHours: false, pass, cancellationToken);
        await AddAsync(BucketTable.Days, [.. days.Where(d => d.Day >= _firstDayWithHours && d.CanBeAdded)], pass, cancellationToken);
        await RollUpAsync(BucketTable.Days, [.. days.Where(d => d.Day >= _firstDayWithHours && !d.CanBeAdded)], fromHours: true, pass, cancellationToken);
        await RollUpAsync(BucketTable.Days, [.. days.Where(d => d.Day < _firstDayWithHours)], fromHours: false, pass, cancellationToken);
        await LogAsync(days, pass, since, cancellationToken);
        await RestatementMarks.InsertAsync(connection, transaction, calendar, days, pass, cancellationToken);
        return new PassOutcome(marks.Count, pass, isLive);
    }

    private List<TouchedBucket> HoursOf(List<Mark> marks, PassRules rules, HashSet<(int MetricId, DateTimeOffset Hour)> unsettled)
    {
        var places = new Dictionary<DateTimeOffset, (DateOnly Day, DateTimeOffset Until)>();
        var touched = new Dictionary<SeriesHour, (long Newest, HourIncrement? Added)>(marks.Count);
        foreach (var mark in marks)
        {
            ref var hour = ref CollectionsMarshal.GetValueRefOrAddDefault(touched, new(mark.MetricId, mark.UnitId, mark.SystemId, mark.Hour), out var isKnown);
            hour = (Math.Max(hour.Newest, mark.BatchId), unsettled.Contains((mark.MetricId, mark.Hour)) ? null : Together(isKnown ? hour.Added : new HourIncrement(), mark.Added));
        }
        var hours = new List<TouchedBucket>(touched.Count);
        foreach (var ((metric, unit, system, hour), (batch, added)) in touched)
        {
            if (!places.TryGetValue(hour, out var place))
                places[hour] = place = (calendar.DayOf(hour), calendar.NextHour(hour));
            hours.Add(new TouchedBucket(metric, unit, system, place.Day, hour, place.Until, rules.Of(metric, place.Day), batch, added));
        }
        return hours;
    }

    // One mark that wants the readings is enough for all.
    private static HourIncrement? Together(HourIncrement? one, HourIncrement? other)
    {
        if (one is not { } both || other is not { } more)
            return null;
        both.Add(more);
        return both;
    }

    private List<TouchedBucket> DaysOf(List<TouchedBucket> hours) =>
    [
        .. hours.GroupBy(h => (h.MetricId, h.UnitId, h.SystemId, h.Day)).Select(day => day.First() with
        {
            From = calendar.StartOf(day.Key.Day),
            Until = calendar.StartOf(day.Key.Day.AddDays(1)),
            BatchId = day.Max(h => h.BatchId),
            Added = day.Select(h => h.Added).Aggregate(Together),
        }),
    ];

    private async Task AddAsync(BucketTable table, List<TouchedBucket> buckets, long pass, CancellationToken cancellationToken)
    {
        if (buckets.Count == 0)
            return;
        var touched = new TouchedBuckets(buckets);
        await ScalarAsync(table.Add("$15"), [.. touched.Parameters(), .. touched.Added(), SqlValue.Of(pass)], cancellationToken);
    }

    private async Task RollUpAsync(BucketTable table, List<TouchedBucket> buckets, bool fromHours, long pass, CancellationToken cancellationToken)
    {
        var removed = 0L;
        foreach (var kind in buckets.GroupBy(b => (IsSketch: b.Rule.IsSketch(), IsLevel: b.Rule.IsLevel())))
        {
            var touched = new TouchedBuckets([.. kind]);
            removed += kind.Key.IsSketch
                ? await ScalarAsync(table.Merge(SketchRollup.Computed(table), "$14"),
                    [.. touched.Parameters(), .. await new SketchRollup(connection, transaction).DrawAsync(touched, fromHours, cancellationToken), SqlValue.Of(pass)], cancellationToken)
                : await ScalarAsync(table.Merge(Computed.From(table, kind.Key.IsLevel, fromHours), "$11"), [.. touched.Parameters(), SqlValue.Of(pass)], cancellationToken);
        }
        if (removed > 0 && table == BucketTable.Days)
            await EndSeriesAsync(new TouchedBuckets(buckets), pass, cancellationToken);
    }

    /// <summary>Buckets went: series of which nothing is left have no longer reported.</summary>
    private Task<int> EndSeriesAsync(TouchedBuckets touched, long pass, CancellationToken cancellationToken) => ExecuteAsync($"""
        UPDATE rollup_series s SET until_pass = $11 FROM {TouchedBuckets.Unnest} AS t({TouchedBuckets.Columns})
        WHERE (s.metric_id, s.unit_id, s.system_id) = (t.metric_id, t.unit_id, t.system_id) AND t.day BETWEEN $9 AND $10 AND NOT EXISTS (
            SELECT FROM rollup_days d WHERE d.metric_id = s.metric_id AND d.unit_id = s.unit_id AND d.system_id = s.system_id)
        """, [.. touched.Parameters(), SqlValue.Of(pass)], cancellationToken);

    /// <summary>Says what the pass changed and when. Its time never runs backwards and lies after every change of the
    /// catalogue, whatever the clocks of the hosts say.</summary>
    private Task<int> LogAsync(List<TouchedBucket> days, long pass, DateTimeOffset? since, CancellationToken cancellationToken) => ExecuteAsync("""
        INSERT INTO rollup_log (pass, at, metric_ids, unit_ids, system_ids, days, waiting_since)
        SELECT $1, greatest($2, (SELECT max(at) FROM rollup_log) + interval '1 microsecond',
               (SELECT recorded_at FROM catalog_history ORDER BY id DESC LIMIT 1) + interval '1 microsecond'), $3, $4, $5, $6, $7
        """,
        [
            SqlValue.Of(pass), SqlValue.Of(clock.GetUtcNow().UtcDateTime), SqlValue.Array([.. days.Select(d => d.MetricId)], NpgsqlDbType.Integer),
            SqlValue.Array([.. days.Select(d => d.UnitId)], NpgsqlDbType.Integer),
            SqlValue.Array([.. days.Select(d => d.SystemId)], NpgsqlDbType.Integer), SqlValue.Array([.. days.Select(d => d.Day)], NpgsqlDbType.Date),
            new() { Value = (object?)since?.UtcDateTime ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ], cancellationToken);

    private async Task<int> ExecuteAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> ScalarAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using var command = Command(sql, parameters);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 300 };
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }
}
