namespace ScalingDashboard.Measurement.Readings;

/// <summary>What came in from a source within a span up to now.</summary>
/// <param name="Rejected">By the code of the reason, the most frequent first.</param>
/// <param name="Ahead">The largest lead of its newest instant over the server's clock when it arrived; below zero it lay behind
/// whenever something came. Null when nothing that named an instant came.</param>
public sealed record IntakeSpan(long Accepted, long Unchanged, long Corrected, long SetAside, IReadOnlyList<RejectedCount> Rejected, TimeSpan? Ahead)
{
    public static readonly IntakeSpan Nothing = new(0, 0, 0, 0, [], null);

    public long RejectedTotal => Rejected.Sum(r => r.Readings);

    public bool Equals(IntakeSpan? other) => other is not null
        && (Accepted, Unchanged, Corrected, SetAside, Ahead) == (other.Accepted, other.Unchanged, other.Corrected, other.SetAside, other.Ahead)
        && Rejected.SequenceEqual(other.Rejected);

    public override int GetHashCode() => HashCode.Combine(Accepted, Unchanged, Corrected, SetAside, Ahead);
}

/// <summary>How many readings were rejected for a reason.</summary>
public sealed record RejectedCount(string Code, long Readings);

/// <summary>A sender: when it was last seen, and what came from it.</summary>
/// <param name="MetricIds">What it sent within a month before it was last seen.</param>
public sealed record SourceIntake(string Name, DateTimeOffset LastSeen, IReadOnlyList<int> MetricIds, IntakeSpan Day, IntakeSpan Week)
{
    public bool Equals(SourceIntake? other) => other is not null
        && (Name, LastSeen, Day, Week) == (other.Name, other.LastSeen, other.Day, other.Week) && MetricIds.SequenceEqual(other.MetricIds);

    public override int GetHashCode() => HashCode.Combine(Name, LastSeen);
}
