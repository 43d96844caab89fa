namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>All blocks as known after one pass.</summary>
internal sealed record MirrorGeneration(long Pass, IReadOnlyDictionary<int, MirrorBlock> Blocks)
{
    public long Size => SizeOf(Blocks.Values);

    /// <summary>The generation after a pass.</summary>
    /// <param name="newest">The one before; null when this is the first.</param>
    /// <param name="arrived">Blocks that were loaded since.</param>
    /// <param name="changes">All that changed in any block until the pass.</param>
    /// <param name="limit">Bytes the blocks may take.</param>
    public static MirrorGeneration After(
        MirrorGeneration? newest, IEnumerable<KeyValuePair<int, MirrorBlock>> arrived, long pass, IReadOnlyDictionary<int, List<MirrorRow>> changes, long limit, MirrorAbsentees absentees)
    {
        var blocks = new Dictionary<int, MirrorBlock>(newest?.Blocks ?? new Dictionary<int, MirrorBlock>());
        foreach (var (metricId, block) in arrived)
            blocks[metricId] = block;
        foreach (var (metricId, rows) in changes)
        {
            if (!blocks.TryGetValue(metricId, out var block))
                absentees.Ask(metricId);
            else if (block.With(rows, pass) is { } next)
                blocks[metricId] = next;
            else
                Leave(metricId, MirrorAbsentees.TooManyDigits);
        }
        // The largest makes most room; the next load of it says whether it fits again.
        while (blocks.Count > 0 && SizeOf(blocks.Values) > limit)
            Leave(blocks.MaxBy(pair => pair.Value.Size).Key, MirrorAbsentees.NoRoom);
        return new MirrorGeneration(pass, blocks);

        void Leave(int metricId, string reason)
        {
            blocks.Remove(metricId);
            absentees.Leave(metricId, reason);
        }
    }

    private static long SizeOf(IEnumerable<MirrorBlock> blocks) => blocks.Sum(block => block.Size);
}

/// <summary>The last few generations. One writer puts a new one in front, readers of a pass find theirs: who began before
/// the newest pass came reads to the end as of his own. Generations share what did not change between them.</summary>
internal sealed class MirrorGenerations
{
    /// <summary>At the pace of one pass after the other, about a second.</summary>
    private const int Kept = 8;

    private volatile MirrorGeneration[] _newestFirst = [];

    public MirrorGeneration? Newest => _newestFirst is [var newest, ..] ? newest : null;

    public void Add(MirrorGeneration next) => _newestFirst = [next, .. _newestFirst.Take(Kept - 1)];

    public void Clear() => _newestFirst = [];

    /// <summary>The metric's block as known after a pass; null when it is not held, or the pass is too new or too old.</summary>
    public MirrorBlock? Find(int metricId, long pass)
    {
        foreach (var generation in _newestFirst)
        {
            if (pass > generation.Pass)
                return null;
            // A block stands until its next change, so often the newest generation tells of passes long gone.
            if (generation.Blocks.TryGetValue(metricId, out var block) && block.Since <= pass)
                return block;
        }
        return null;
    }
}
