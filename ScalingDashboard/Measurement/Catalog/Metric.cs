namespace ScalingDashboard.Measurement.Catalog;

/// <summary>One metric's definition. Immutable; a change of meaning is a new <see cref="Version"/>.</summary>
public sealed record Metric
{
    /// <summary>Surrogate key in the database; 0 before the first save.</summary>
    public int Id { get; init; }

    /// <summary>Stable name for senders and links, for example <c>impact.cost_savings.cashable</c>.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>The panel it belongs to, for example <c>impact.savings</c>.</summary>
    public required string Panel { get; init; }

    /// <summary>Place on its panel: 1 is the headline, 2 to 4 are the supporting metrics; null is not shown there.</summary>
    public int? Rank { get; init; }

    /// <summary>The formula in words.</summary>
    public required string Formula { get; init; }

    /// <summary>What a figure is counted in: <c>USD</c>, <c>%</c>, <c>points</c>, <c>h</c>, <c>count</c>, …</summary>
    public required string Unit { get; init; }

    /// <summary>Factor from numerator over denominator to <see cref="Unit"/>: 100 for percent, else 1.</summary>
    public decimal Scale { get; init; } = 1;

    public required Direction Direction { get; init; }

    public required RollupRule Rollup { get; init; }

    /// <summary>For POOL: which percentile the figure is, above 0 to 100; null is the median.</summary>
    public decimal? Percentile { get; init; }

    /// <summary>The target in <see cref="Unit"/>; for a yearly target the amount of a year. Null: no status.</summary>
    public decimal? Target { get; init; }

    /// <summary>True when <see cref="Target"/> is an amount for a year and is shared out by days.</summary>
    public bool TargetPerYear { get; init; }

    /// <summary>The border between "at risk" and "off track", in <see cref="Unit"/>; null: 90 % of the target
    /// (110 % where lower is better).</summary>
    public decimal? Amber { get; init; }

    /// <summary>The good range where <see cref="Direction"/> is a band.</summary>
    public decimal? BandLow { get; init; }

    /// <inheritdoc cref="BandLow"/>
    public decimal? BandHigh { get; init; }

    /// <summary>How often each unit reports it.</summary>
    public required Cadence Cadence { get; init; }

    public required Expectation Expected { get; init; }

    /// <summary>Share of expected units (0 to 1) below which a figure is incomplete and gets no status; null: the
    /// installation's own limit.</summary>
    public decimal? CoverageLimit { get; init; }

    /// <summary>The office that answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The counter-metric: what must not suffer while this one improves.</summary>
    public required string Guard { get; init; }

    /// <summary>Counts from 1; rises when unit, formula or roll-up change.</summary>
    public int Version { get; init; } = 1;
}
