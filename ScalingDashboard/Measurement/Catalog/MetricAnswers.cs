namespace ScalingDashboard.Measurement.Catalog;

/// <summary>A definition as it is sent to <c>PUT /api/v1/metrics/{key}</c>.</summary>
/// <param name="EffectiveFrom">The first day on which another unit, scale, formula, rule, percentile or derivation holds.</param>
internal sealed record MetricRequest(
    string? Name, string? Panel, int? Rank, string? Formula, string? Unit, decimal? Scale, string? Direction, string? Rollup, decimal? Percentile, string? Derived,
    decimal? Target, bool? TargetPerYear, decimal? Amber, decimal? BandLow, decimal? BandHigh, string? Cadence, string? Expected, decimal? CoverageLimit,
    decimal? PlausibleLow, decimal? PlausibleHigh, decimal? LargestJump, string? Owner, string? Guard, DateOnly? EffectiveFrom);

/// <summary>A metric in the list of all.</summary>
internal record MetricAnswer(
    string Key, string Name, string Panel, int? Rank, string Formula, string Unit, string Direction, string Rollup,
    decimal? Target, bool TargetPerYear, decimal? Amber, decimal? BandLow, decimal? BandHigh, string Cadence, string Owner, string Guard, int Version,
    decimal? Percentile, decimal? CoverageLimit, DateOnly? EffectiveFrom, string? Derived,
    decimal? PlausibleLow, decimal? PlausibleHigh, decimal? LargestJump)
{
    public static MetricAnswer Of(Metric m) => new(
        m.Key, m.Name, m.Panel, m.Rank, m.Formula, m.Unit, m.Direction.ToString().ToLowerInvariant(), m.Rollup.Code(),
        m.Target, m.TargetPerYear, m.Amber, m.BandLow, m.BandHigh, m.Cadence.ToString().ToLowerInvariant(), m.Owner, m.Guard, m.Version,
        m.Percentile, m.CoverageLimit, m.EffectiveFrom, m.Derived, m.PlausibleLow, m.PlausibleHigh, m.LargestJump);
}

/// <summary>A metric by itself, as it is defined today, with all its definitions.</summary>
internal sealed record MetricDetails : MetricAnswer
{
    private MetricDetails(MetricAnswer today)
        : base(today)
    {
    }

    public required string Expected { get; init; }

    /// <summary>True once people changed it; the seed files leave it alone.</summary>
    public required bool Managed { get; init; }

    /// <summary>Oldest first; the last may hold from a day to come.</summary>
    public required IReadOnlyList<DefinitionAnswer> Versions { get; init; }

    public static MetricDetails Of(Metric m, DateOnly today) => new(Of(m.On(today)))
    {
        Expected = m.Expected == Expectation.AllUnits ? "all" : "reporters",
        Managed = m.Managed,
        Versions = [.. m.Earlier.Append(m.Definition).Select(DefinitionAnswer.Of)],
    };
}

/// <summary>One version of a metric's definition.</summary>
/// <param name="EffectiveFrom">The first day on which it holds; null is from the beginning.</param>
/// <param name="Baseline">Of an index: the value of its frozen baseline for all units together; null until it is frozen.</param>
public sealed record DefinitionAnswer(
    int Version, DateOnly? EffectiveFrom, string Unit, decimal Scale, string Formula, string Rollup, decimal? Percentile, string? Derived, decimal? Baseline)
{
    public static DefinitionAnswer Of(MetricDefinition d) => new(
        d.Version, d.EffectiveFrom, d.Unit, d.Scale, d.Formula, d.Rollup.Code(), d.Percentile, d.Derived, d.Baseline?.Value);
}
