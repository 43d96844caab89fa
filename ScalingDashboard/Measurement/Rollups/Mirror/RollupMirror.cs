using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Npgsql;
using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>
/// The day roll-ups in columns in this host's memory. It answers what PostgreSQL would, as known after the very pass that
/// is asked for, or not at all. <see cref="RollupVersions"/> brings it up to each pass before that pass is known here.
/// </summary>
public sealed class RollupMirror(NpgsqlDataSource database, IOptions<RollupOptions> options, TimeProvider clock, ILogger<RollupMirror> log)
{
    private readonly MirrorTable _table = new(database);
    private readonly MirrorGenerations _generations = new();
    private readonly MirrorAbsentees _absentees = new(clock, log);

    /// <summary>Loaded blocks that wait to be brought up to the pass of the others.</summary>
    private readonly ConcurrentDictionary<int, MirrorBlock> _arrived = new();

    internal ChannelReader<int> Asked => _absentees.Asked;

    /// <summary>Bytes it takes; generations before the newest come on top with the pages that changed.</summary>
    internal long Size => (_generations.Newest?.Size ?? 0) + _arrived.Values.Sum(block => block.Size);

    internal int Metrics => (_generations.Newest?.Blocks.Keys ?? []).Union(_arrived.Keys).Count();

    /// <summary>What the metric adds up to over each window; null when it is PostgreSQL that must be asked.</summary>
    internal IReadOnlyList<Total>? TryReadDays(Metric metric, Slice slice, long pass, IReadOnlyList<Window> windows) =>
        !metric.Rollup.IsSketch() && _generations.Find(metric.Id, pass) is { } block ? MirrorTotals.Of(metric, block, slice, windows) : null;

    /// <inheritdoc cref="RollupReader.ReadLatestAsync"/>
    internal (DateTimeOffset? LastAt, int Reporters)? TryReadLatest(Metric metric, Slice slice, long pass) =>
        _generations.Find(metric.Id, pass) is { } block ? MirrorTotals.Latest(block, slice) : null;

    /// <summary>Asks for metrics to be loaded, the most important first.</summary>
    internal void Ask(IEnumerable<int> metricIds)
    {
        foreach (var metricId in metricIds)
            _absentees.Ask(metricId);
    }

    /// <summary>Reads a metric whole. It is answered from as soon as it is brought up to the pass of the others.</summary>
    internal async Task LoadAsync(int metricId, CancellationToken cancellationToken)
    {
        var room = options.Value.MirrorBytes - Size;
        var block = MirrorBlock.Empty;
        await foreach (var (pass, rows) in _table.ReadAllAsync(metricId, cancellationToken))
        {
            if (block.With(rows, pass) is not { } next)
            {
                _absentees.Leave(metricId, MirrorAbsentees.TooManyDigits);
                return;
            }
            block = next;
            if (block.Size <= room)
                continue;
            _absentees.Leave(metricId, MirrorAbsentees.NoRoom);
            return;
        }
        _arrived[metricId] = block;
    }

    /// <summary>Brings everything up to the last pass and answers which that is; null when nothing is mirrored. One caller
    /// at a time.</summary>
    internal async Task<long?> FollowAsync(CancellationToken cancellationToken)
    {
        var newest = _generations.Newest;
        var arrived = _arrived.ToArray();
        if (newest is null && arrived.Length == 0)
            return null;
        try
        {
            var since = newest?.Pass ?? long.MaxValue;
            var changes = await _table.ReadChangesAsync(since, arrived.Select(pair => pair.Value.Since).Append(since).Min(),
                [.. arrived.Select(pair => pair.Key)], [.. _absentees.Resting().Except(arrived.Select(pair => pair.Key))], cancellationToken);
            if (changes.Rows is null && newest is not null && arrived.Length > 0)
            {
                // Perhaps only what was loaded is too old: the rest goes on without it.
                foreach (var pair in arrived)
                    if (_arrived.TryRemove(pair))
                        _absentees.Leave(pair.Key, MirrorAbsentees.TooSlow);
                return await FollowAsync(cancellationToken);
            }
            if (changes.Rows is null)
            {
                MirrorLog.Outdated(log, since);
                Ask(Forget());
                return null;
            }
            if (changes.Pass != newest?.Pass || arrived.Length > 0)
                _generations.Add(MirrorGeneration.After(newest, arrived, changes.Pass, changes.Rows, options.Value.MirrorBytes, _absentees));
            foreach (var pair in arrived)
                if (_arrived.TryRemove(pair) && _generations.Newest!.Blocks.ContainsKey(pair.Key))
                    _absentees.Arrived(pair.Key);
            return changes.Pass;
        }
        catch (Exception e) when (e is not NpgsqlException and not OperationCanceledException)
        {
            // It only saves time: whatever is wrong with it, figures go on without it.
            MirrorLog.Failed(log, e);
            foreach (var metricId in Forget())
                _absentees.Leave(metricId, MirrorAbsentees.Fault);
            return null;
        }
    }

    /// <summary>Lets go of everything and answers which metrics that was.</summary>
    private List<int> Forget()
    {
        List<int> held = [.. (_generations.Newest?.Blocks.Keys ?? []).Union(_arrived.Keys)];
        _generations.Clear();
        _arrived.Clear();
        return held;
    }
}
