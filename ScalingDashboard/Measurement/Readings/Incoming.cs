using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>What one request brings, checked: all that the writer needs to know of it.</summary>
/// <param name="Readings">In the order sent: of two readings with one key the later wins.</param>
public sealed record Incoming(IReadOnlyList<Reading> Readings)
{
    /// <summary>The positions of <see cref="Readings"/> in the request; null where nobody asks for them.</summary>
    public IReadOnlyList<int>? Indices { get; init; }

    /// <summary>Readings of metrics with limits, which are judged before they are stored.</summary>
    public IReadOnlyList<LimitedReading> Limited { get; init; } = [];

    /// <summary>Counts since a start, of which what is new is stored.</summary>
    public IReadOnlyList<CumulativeReading> Counts { get; init; } = [];

    /// <summary>How many readings were rejected, by the code of the reason.</summary>
    public IReadOnlyDictionary<string, int> Rejected { get; init; } = new Dictionary<string, int>();

    /// <summary>The newest instant of all that was sent, rejected or not; null when it named none.</summary>
    public DateTimeOffset? Newest { get; init; } = Readings.Count == 0 ? null : Readings.Max(r => r.At);

    /// <summary>The same with what is new of its counts in their place.</summary>
    internal Incoming WithNew(IReadOnlyList<(Reading Reading, Metric? Limits)> fresh) => this with
    {
        Readings = [.. Readings, .. fresh.Where(f => f.Limits is null).Select(f => f.Reading)],
        Limited = [.. Limited, .. fresh.Where(f => f.Limits is not null)
            .Select(f => new LimitedReading(-1, f.Reading, f.Limits!, PlausibilityRules.OutOfRange(f.Limits!, f.Reading)))],
        Counts = [],
    };

    /// <summary>Readings that may be stored.</summary>
    public int Count => Readings.Count + Limited.Count + Counts.Count;

    /// <summary>Where in the request one of <see cref="Readings"/> stood; -1 when that is not known.</summary>
    internal int IndexOf(int place) => place < Indices?.Count ? Indices[place] : -1;

    /// <summary>All of them, for their days.</summary>
    internal IEnumerable<Reading> All => Readings.Concat(Limited.Select(l => l.Reading)).Concat(Counts.Select(c => c.Count));
}
