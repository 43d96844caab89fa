namespace ScalingDashboard.Measurement.Rollups;

/// <summary>Since when readings that were committed on this host wait for a pass. It is written down with the pass, so that every
/// host can say how long a reading took to its screens.</summary>
public sealed class WaitingReadings(TimeProvider clock)
{
    // Ticks in UTC; 0 while nothing waits.
    private long _since;

    /// <summary>Readings were committed a moment ago.</summary>
    public void Note() => PutBack(clock.GetUtcNow());

    /// <summary>What a pass takes is no longer waiting.</summary>
    public DateTimeOffset? Take() => Interlocked.Exchange(ref _since, 0) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    /// <summary>A pass was undone: what it took waits on.</summary>
    public void PutBack(DateTimeOffset? since)
    {
        if (since is { } moment)
            Interlocked.CompareExchange(ref _since, moment.UtcTicks, 0);
    }
}
