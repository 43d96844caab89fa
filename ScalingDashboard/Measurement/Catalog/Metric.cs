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

    /// <summary>The least that one reading may say, in <see cref="Unit"/>, before somebody has to look at it; null: anything.</summary>
    public decimal? PlausibleLow { get; init; }

    /// <summary>The most that one reading may say, likewise.</summary>
    public decimal? PlausibleHigh { get; init; }

    /// <summary>How many times as large, or as small, as usual one reading may be before somebody has to look at it; above 1.
    /// Null: any.</summary>
    public decimal? LargestJump { get; init; }

    /// <summary>True when readings of it can be implausible: a derived metric has none, and where keys are counted their values
    /// say nothing.</summary>
    public bool HasLimits => Derived is null && Rollup != RollupRule.Distinct && (PlausibleLow is not null || PlausibleHigh is not null || LargestJump is not null);

    /// <summary>The office that answers for it.</summary>
    public required string Owner { get; init; }

    /// <summary>The counter-metric: what must not suffer while this one improves.</summary>
    public required string Guard { get; init; }

    /// <summary>Null: its figures are rolled up from readings. Else a formula over the figures of other metrics, for example
    /// <c>ratio(adoption.daily_users, adoption.headcount)</c>; nobody sends readings of it.</summary>
    public string? Derived { get; init; }

    /// <summary>For an index: its baseline, once it is frozen.</summary>
    public FrozenBaseline? Baseline { get; init; }

    /// <summary>Counts from 1; rises when unit, scale, formula or roll-up change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The first day on which this version holds; null is from the beginning.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>What it meant before.</summary>
    public EarlierDefinitions Earlier { get; init; } = EarlierDefinitions.None;

    /// <summary>True once people changed it: the seed files leave it alone from then on.</summary>
    public bool Managed { get; init; }

    /// <summary>What its numbers mean in this version.</summary>
    public MetricDefinition Definition => new()
    {
        Version = Version,
        EffectiveFrom = EffectiveFrom,
        Unit = Unit,
        Scale = Scale,
        Formula = Formula,
        Rollup = Rollup,
        Percentile = Percentile,
        Derived = Derived,
        Baseline = Baseline,
        Direction = Direction,
        Target = Target,
        TargetPerYear = TargetPerYear,
        Amber = Amber,
        BandLow = BandLow,
        BandHigh = BandHigh,
    };

    /// <summary>The metric with another of its definitions.</summary>
    /// <param name="earlier">Those before that one.</param>
    public Metric As(MetricDefinition definition, EarlierDefinitions earlier) => this with
    {
        Version = definition.Version,
        EffectiveFrom = definition.EffectiveFrom,
        Earlier = earlier,
        Unit = definition.Unit,
        Scale = definition.Scale,
        Formula = definition.Formula,
        Rollup = definition.Rollup,
        Percentile = definition.Percentile,
        Derived = definition.Derived,
        Baseline = definition.Baseline,
        Direction = definition.Direction,
        Target = definition.Target,
        TargetPerYear = definition.TargetPerYear,
        Amber = definition.Amber,
        BandLow = definition.BandLow,
        BandHigh = definition.BandHigh,
    };
}
