namespace ScalingDashboard.Measurement.Readings;

/// <summary>
/// One measured value, with names resolved to ids. Its natural key is everything but value and weight, together with
/// the source that sent it: the same key again is a repeat, another value under it a correction.
/// </summary>
/// <param name="SystemId">The AI system, or 0 when the reading is about the unit as a whole.</param>
/// <param name="At">When it was true, to the microsecond.</param>
/// <param name="EventKey">Tells apart several readings of one instant; empty when there is one.</param>
/// <param name="Value">Amount, level, numerator or score, as the metric's roll-up says.</param>
/// <param name="Weight">Denominator or weight where the roll-up needs one.</param>
public readonly record struct Reading(
    int MetricId, int UnitId, int SystemId, DateTimeOffset At, string EventKey, decimal Value, decimal? Weight)
{
    internal ReadingKey Key => new(MetricId, UnitId, SystemId, At.UtcTicks, EventKey);
}

/// <summary>A reading's natural key within one source.</summary>
internal readonly record struct ReadingKey(int MetricId, int UnitId, int SystemId, long Ticks, string EventKey);

/// <summary>An hour of one series: what a mark says must be rolled up anew.</summary>
internal readonly record struct SeriesHour(int MetricId, int UnitId, int SystemId, DateTimeOffset Hour);

/// <summary>What became of a batch. Three numbers and what was set aside add up to the number of readings given.</summary>
/// <param name="Accepted">New readings.</param>
/// <param name="Unchanged">Repeats of what was known.</param>
/// <param name="Corrected">Known keys with another value; the old value is kept.</param>
/// <param name="BatchId">The batch's number, by which it can be withdrawn; 0 when nothing was given.</param>
public readonly record struct WriteOutcome(int Accepted, int Unchanged, int Corrected, long BatchId)
{
    /// <summary>How many readings were set aside.</summary>
    public int Quarantined { get; init; }

    /// <summary>Which and why, as far as an answer lists them; null for none.</summary>
    public IReadOnlyList<SetAside>? Aside { get; init; }
}
