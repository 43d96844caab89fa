namespace ScalingDashboard.Measurement.Rollups.Mirror;

/// <summary>All blocks as known after one pass.</summary>
internal sealed record MirrorGeneration(long Pass, IReadOnlyDictionary<int, MirrorBlock> Blocks)
{
    public long Size => Blocks.Values.Sum(block => block.Size);
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
