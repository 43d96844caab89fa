namespace ScalingDashboard.Measurement.Readings;

/// <summary>What new readings add to an hour of their series, under every rule that adds. With it the roll-up needs not read again
/// what is in the hour already.</summary>
internal struct HourIncrement
{
    private ExactSum _sum, _weights, _products;

    public int Readings { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Of the values.</summary>
    public readonly decimal? Sum => _sum.Total;

    /// <summary>Of the weights; null where no reading has one.</summary>
    public readonly decimal? Weights => _weights.Total;

    /// <summary>Of each value times its weight; null where no reading has a weight.</summary>
    public readonly decimal? Products => _products.Total;

    /// <summary>The largest value.</summary>
    public decimal Most { get; private set; }

    /// <summary>False where a sum has more digits than can be told: then the hour is computed from its readings.</summary>
    public readonly bool IsExact => _sum.IsExact && _weights.IsExact && _products.IsExact;

    /// <summary>As it was written into a mark.</summary>
    public static HourIncrement Of(int readings, DateTimeOffset lastAt, decimal sum, decimal most, decimal? weights, decimal? products)
    {
        var increment = new HourIncrement { Readings = readings, LastAt = lastAt, Most = most };
        increment._sum.Add(sum);
        if (weights is { } all)
            increment._weights.Add(all);
        if (products is { } weighted)
            increment._products.Add(weighted);
        return increment;
    }

    public void Add(Reading reading)
    {
        (Readings, LastAt, Most) = Readings == 0
            ? (1, reading.At, reading.Value)
            : (Readings + 1, reading.At > LastAt ? reading.At : LastAt, Math.Max(Most, reading.Value));
        _sum.Add(reading.Value);
        if (reading.Weight is not { } weight)
            return;
        _weights.Add(weight);
        _products.AddProduct(reading.Value, weight);
    }

    /// <summary>Together with those of another batch.</summary>
    public void Add(HourIncrement other)
    {
        if (other.Readings == 0)
            return;
        (Readings, LastAt, Most) = Readings == 0
            ? (other.Readings, other.LastAt, other.Most)
            : (Readings + other.Readings, other.LastAt > LastAt ? other.LastAt : LastAt, Math.Max(Most, other.Most));
        _sum.Add(other._sum);
        _weights.Add(other._weights);
        _products.Add(other._products);
    }
}
