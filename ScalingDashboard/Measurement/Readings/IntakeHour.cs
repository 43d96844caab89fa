namespace ScalingDashboard.Measurement.Readings;

/// <summary>What one source sent within one hour of the server's clock, as far as it is not yet written down.</summary>
internal sealed class IntakeHour
{
    public long Accepted { get; private set; }
    public long Unchanged { get; private set; }
    public long Corrected { get; private set; }
    public long SetAside { get; private set; }

    /// <summary>How far the newest instant lay ahead of the server's clock when it arrived.</summary>
    public TimeSpan? Ahead { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>By code of the reason; bounded by the codes there are.</summary>
    public Dictionary<string, long> Rejected { get; } = new(StringComparer.Ordinal);

    /// <summary>Bounded by the metrics of the catalogue.</summary>
    public HashSet<int> Metrics { get; } = [];

    public void Add(Incoming incoming, WriteOutcome outcome, DateTimeOffset now)
    {
        (Accepted, Unchanged, Corrected) = (Accepted + outcome.Accepted, Unchanged + outcome.Unchanged, Corrected + outcome.Corrected);
        SetAside += outcome.Quarantined;
        foreach (var (code, count) in incoming.Rejected)
            Rejected[code] = Rejected.GetValueOrDefault(code) + count;
        if (incoming.Newest is { } newest && (Ahead is null || newest - now > Ahead))
            Ahead = newest - now;
        LastSeen = now;
        var before = 0;
        foreach (var reading in incoming.All)
            if (reading.MetricId != before)
                Metrics.Add(before = reading.MetricId);
    }

    /// <summary>Takes over what a failed attempt could not write down.</summary>
    public void Add(IntakeHour other)
    {
        (Accepted, Unchanged, Corrected, SetAside) = (Accepted + other.Accepted, Unchanged + other.Unchanged, Corrected + other.Corrected, SetAside + other.SetAside);
        foreach (var (code, count) in other.Rejected)
            Rejected[code] = Rejected.GetValueOrDefault(code) + count;
        Ahead = Ahead > other.Ahead || other.Ahead is null ? Ahead : other.Ahead;
        LastSeen = LastSeen > other.LastSeen ? LastSeen : other.LastSeen;
        Metrics.UnionWith(other.Metrics);
    }
}
