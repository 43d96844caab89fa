using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>What a sender has counted since it began to count.</summary>
/// <param name="Count">A reading whose value, or weight, is the whole count; its event key names the series.</param>
/// <param name="Since">When the count began; another moment than before means that the sender started anew.</param>
/// <param name="CountsWeight">True when the weight is what is counted: how many values lie in a bucket.</param>
public readonly record struct CumulativeReading(Reading Count, DateTimeOffset Since, bool CountsWeight)
{
    /// <summary>The metric, when it has limits: what is new is judged by them.</summary>
    public Metric? Limits { get; init; }

    public decimal Total => CountsWeight ? Count.Weight ?? 0 : Count.Value;

    /// <summary>The reading of what was counted since the one before.</summary>
    public Reading New(decimal amount) => CountsWeight ? Count with { Weight = amount } : Count with { Value = amount };
}

/// <summary>Where a count stood when it was last told.</summary>
public readonly record struct CountState(decimal Total, DateTimeOffset At, DateTimeOffset Since)
{
    /// <summary>A count that is first heard of longer than this after it began is where counting starts here: nobody knows when
    /// what it says had happened. One export interval and a little is younger.</summary>
    public static readonly TimeSpan Newborn = TimeSpan.FromMinutes(10);

    /// <summary>What is new; null when nothing can be told: a repeat, an older count, or the first of an old series.</summary>
    public static decimal? New(CountState? last, CumulativeReading told) => last switch
    {
        null => told.Count.At - told.Since <= Newborn ? told.Total : null,
        { } state when told.Count.At <= state.At => null,
        // Started anew, said by its start or seen by a count that fell: all of it is new.
        { } state when told.Since != state.Since || told.Total < state.Total => told.Total,
        { } state => told.Total - state.Total,
    };
}
