namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>What a metric of the OpenTelemetry protocol (opentelemetry-proto 1.x, <c>metrics.proto</c>) is.</summary>
internal enum OtlpKind
{
    /// <summary>None that is known here: the point is counted and refused.</summary>
    Unknown,
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}

/// <summary>What each point of a sum or histogram counts, by the numbers of the protocol.</summary>
internal enum OtlpTemporality
{
    /// <summary>Not said, so the points could mean either.</summary>
    Unspecified,

    /// <summary>What happened since the point before.</summary>
    Delta,

    /// <summary>What happened since <see cref="OtlpPoint.StartNanos"/>.</summary>
    Cumulative,
}

/// <summary>One data point with what holds for it. Points are handed on one by one as they are read: a request is never held twice.</summary>
/// <param name="Resource">Who reports: attributes that hold for all its metrics.</param>
internal readonly record struct OtlpSample(OtlpAttributes Resource, OtlpMetric Metric, OtlpPoint Point);

/// <summary>One metric, without its points.</summary>
internal sealed class OtlpMetric
{
    public string Name { get; set; } = "";

    public OtlpKind Kind { get; set; }

    /// <summary>Of a sum or histogram.</summary>
    public OtlpTemporality Temporality { get; set; }

    public bool IsCumulative => Temporality == OtlpTemporality.Cumulative;

    /// <summary>A sum that never falls but when its sender starts anew.</summary>
    public bool IsMonotonic { get; set; }
}

/// <summary>One data point. Times are nanoseconds since 1970. Most are single numbers: lists are made when something is in them.</summary>
internal sealed class OtlpPoint
{
    public OtlpAttributes Attributes { get; } = new();

    public ulong StartNanos { get; set; }

    public ulong TimeNanos { get; set; }

    /// <summary>The number as text with all its digits; null when the point has none.</summary>
    public string? Value { get; set; }

    public ulong Flags { get; set; }

    /// <summary>The sender says that it has nothing to say for this time (<c>DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK</c>).</summary>
    public bool HasNoValue => (Flags & 1) != 0;

    public double? Least { get; set; }

    public double? Most { get; set; }

    /// <summary>Of a histogram: upper bounds, one less than there are counts.</summary>
    public List<double> Bounds => field ??= [];

    /// <summary>Of a histogram: how many values lie in each bucket.</summary>
    public List<ulong> Counts => field ??= [];

    /// <summary>Of an exponential histogram: bucket <c>i</c> reaches from <c>base^i</c> to <c>base^(i+1)</c>, where base is
    /// <c>2^(2^-scale)</c>.</summary>
    public int Scale { get; set; }

    public ulong ZeroCount { get; set; }

    public OtlpBuckets Positive => field ??= new();

    public OtlpBuckets Negative => field ??= new();
}

/// <summary>Consecutive buckets of an exponential histogram, the first of which has the index <see cref="Offset"/>.</summary>
internal sealed class OtlpBuckets
{
    public int Offset { get; set; }

    public List<ulong> Counts { get; } = [];
}
