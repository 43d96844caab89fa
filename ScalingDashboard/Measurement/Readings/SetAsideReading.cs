using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>A reading that was set aside, as it is shown and answered.</summary>
/// <param name="System">Code of the AI system; null when it is about the unit as a whole.</param>
/// <param name="Batch">The batch that brought it.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Reason">One of the codes of <see cref="Implausible"/>.</param>
/// <param name="Stored">What is stored under its key now; null when nothing is. Accepting it replaces that.</param>
/// <param name="DecidedBy">Who accepted or refused it; null while it waits.</param>
/// <param name="AcceptedBatch">The batch by which its acceptance can be taken back.</param>
public sealed record SetAsideReading(
    long Id, Metric Metric, BusinessUnit Unit, string? System, string Source, DateTimeOffset At, string Key, decimal Value, decimal? Weight,
    long Batch, DateTimeOffset ReceivedAt, string Reason, string Found, string Expected, QuarantineState State,
    decimal? Stored, string? DecidedBy, DateTimeOffset? DecidedAt, long? AcceptedBatch);

/// <summary>A page of them.</summary>
/// <param name="Readings">Newest first.</param>
/// <param name="Total">How many there are of the kind asked for.</param>
/// <param name="Waiting">How many wait, whatever was asked for.</param>
public sealed record QuarantinePage(IReadOnlyList<SetAsideReading> Readings, int Total, int Waiting)
{
    public bool Equals(QuarantinePage? other) =>
        other is not null && (Total, Waiting) == (other.Total, other.Waiting) && Readings.SequenceEqual(other.Readings);

    public override int GetHashCode() => HashCode.Combine(Total, Waiting, Readings.Count);
}
