using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups.Sketches;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>What is kept of a bucket whose rule is no arithmetic, behind one face for the pass and the reader.</summary>
internal abstract class BucketSketch
{
    public static BucketSketch For(RollupRule rule) => rule switch
    {
        RollupRule.Pool => new OfPool(),
        RollupRule.Distinct => new OfDistinct(),
        RollupRule.Product => new OfChain(),
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "Has no sketch."),
    };

    public static BucketSketch Merged(RollupRule rule, IEnumerable<byte[]> sketches)
    {
        var merged = For(rule);
        foreach (var sketch in sketches)
            merged.Merge(sketch);
        return merged;
    }

    public static BucketSketch Merged(RollupRule rule, IEnumerable<BucketSketch> sketches)
    {
        var merged = For(rule);
        foreach (var sketch in sketches)
            merged.Merge(sketch);
        return merged;
    }

    /// <param name="order">Of two readings at one instant the one of the larger order counts.</param>
    public abstract void Add(int systemId, string eventKey, DateTimeOffset at, long order, decimal value, decimal? weight);

    public abstract void Merge(ReadOnlySpan<byte> sketch);

    protected abstract void Merge(BucketSketch other);

    public abstract byte[] ToBytes();

    /// <summary>The figure in the metric's unit and what it rests on: the number of measurements of a pool, null otherwise.</summary>
    public abstract (decimal? Value, decimal? Weight) Figure(Metric metric);

    /// <summary>Values measured; the weight is how often, once when it was left out.</summary>
    private sealed class OfPool : BucketSketch
    {
        private readonly Pool _pool = new();

        public override void Add(int systemId, string eventKey, DateTimeOffset at, long order, decimal value, decimal? weight) => _pool.Add(value, weight ?? 1);

        public override void Merge(ReadOnlySpan<byte> sketch) => _pool.Merge(Pool.Of(sketch));

        protected override void Merge(BucketSketch other) => _pool.Merge(((OfPool)other)._pool);

        public override byte[] ToBytes() => _pool.ToBytes();

        public override (decimal?, decimal?) Figure(Metric metric) => (_pool.Quantile((metric.Percentile ?? 50) / 100m), _pool.Count);
    }

    /// <summary>Who was seen: the event key names the person; a value of 0 takes the sighting back.</summary>
    private sealed class OfDistinct : BucketSketch
    {
        private readonly Distinct _distinct = new(Distinct.MergedLimit);

        public override void Add(int systemId, string eventKey, DateTimeOffset at, long order, decimal value, decimal? weight)
        {
            if (value != 0)
                _distinct.Add(eventKey);
        }

        public override void Merge(ReadOnlySpan<byte> sketch) => _distinct.Merge(Distinct.Of(sketch, Distinct.MergedLimit));

        protected override void Merge(BucketSketch other) => _distinct.Merge(((OfDistinct)other)._distinct);

        public override byte[] ToBytes()
        {
            var stored = new Distinct();
            stored.Merge(_distinct);
            return stored.ToBytes();
        }

        public override (decimal?, decimal?) Figure(Metric metric) => (_distinct.Count, null);
    }

    /// <summary>The links of one chain: systems, and event keys within them.</summary>
    private sealed class OfChain : BucketSketch
    {
        private readonly Chain _chain = new();

        public override void Add(int systemId, string eventKey, DateTimeOffset at, long order, decimal value, decimal? weight) =>
            _chain.Add(string.Create(CultureInfo.InvariantCulture, $"{systemId}/{eventKey}"), at, order, value);

        public override void Merge(ReadOnlySpan<byte> sketch) => _chain.Merge(Chain.Of(sketch));

        protected override void Merge(BucketSketch other) => _chain.Merge(((OfChain)other)._chain);

        public override byte[] ToBytes() => _chain.ToBytes();

        // Factors are in the metric's unit: 99.9 where it is percent, 0.999 where it is not.
        public override (decimal?, decimal?) Figure(Metric metric) => (_chain.Product(metric.Unit == "%" ? 100 : 1), null);
    }
}
