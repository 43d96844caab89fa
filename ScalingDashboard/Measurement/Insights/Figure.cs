using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>A figure compared with its target.</summary>
public enum TargetStatus
{
    /// <summary>No target, no value, or too few units reported.</summary>
    Unknown,
    OnTrack,
    AtRisk,
    OffTrack,
}

/// <summary>How old a figure's newest reading is, against its own cadence.</summary>
public enum Freshness
{
    /// <summary>Nothing has ever arrived.</summary>
    None,
    Live,

    /// <summary>Older than one interval.</summary>
    Late,

    /// <summary>Older than two intervals.</summary>
    Stale,

    /// <summary>Could not be computed.</summary>
    Error,
}

/// <summary>One metric over one period and slice: everything a panel shows of it. Immutable and shared.</summary>
public sealed record Figure
{
    public required Metric Metric { get; init; }

    /// <summary>In the metric's unit; null is unknown, never zero.</summary>
    public decimal? Value { get; init; }

    /// <summary>The same over the period of comparison, up to the same moment of it.</summary>
    public decimal? Previous { get; init; }

    /// <summary>The target for this period in the metric's unit.</summary>
    public decimal? Target { get; init; }

    /// <summary>What it is judged by: with the border of "at risk", and both sides of a band.</summary>
    public PeriodTarget Judged { get; init; }

    /// <summary>How fast it must grow to reach the target of a span that is still running; null where there is none.</summary>
    public Pace? Pace { get; init; }

    public TargetStatus Status { get; init; }

    /// <summary>The rule behind <see cref="Status"/> in words, for example "92 % of target, rule: on track from $50 M, at risk from $45 M".</summary>
    public Sentence StatusReason { get; init; } = Sentence.None;

    public Freshness Freshness { get; init; }

    /// <summary>Event time of the newest reading in the slice.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Share of expected units (0 to 1) that reported in the period; null when none are expected.</summary>
    public decimal? Coverage { get; init; }

    public int ReportingUnits { get; init; }

    public int ExpectedUnits { get; init; }

    /// <summary>13 equal parts of the period (7 for a week), oldest first; null is a gap.</summary>
    public IReadOnlyList<decimal?> Trend { get; init; } = [];

    /// <summary>How the single figures lie, where the rule does not combine them; null for all others.</summary>
    public Spread? Spread { get; init; }

    /// <summary>The first day that counts, where the metric was defined anew within the period; null is all of it.</summary>
    public DateOnly? CountedFrom { get; init; }

    /// <summary>How often closed days of the period were changed, of a derived metric those of its inputs; null when none was.</summary>
    public Restated? Restated { get; init; }

    /// <summary>Why there is no value, in words with a remedy; empty when there is one.</summary>
    public Sentence Reason { get; init; } = Sentence.None;

    /// <summary>True when enough units reported for the figure to be judged.</summary>
    public bool Complete { get; init; }

    /// <summary>Version of the roll-ups it was computed from.</summary>
    public long Version { get; init; }
}

/// <summary>A key outcome of the playbook against its target.</summary>
/// <param name="Value">In the unit of its metrics; null is unknown.</param>
/// <param name="Projected">The day the target is reached at the present pace; null when it is not in sight or reached already.</param>
/// <param name="ReachedSince">The day since which the target has been held, when it has.</param>
public sealed record OutcomeFigure(
    Outcome Outcome, Metric Metric, decimal? Value, decimal Target, TargetStatus Status, DateOnly? Projected, DateOnly? ReachedSince,
    IReadOnlyList<decimal?> Trend);
