namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary>Values that stand for the buckets of a histogram, each with its count: what a pool is made of. A value is at
/// most half a bucket's width away from those it stands for.</summary>
internal static class OtlpHistogram
{
    /// <param name="isCumulative">The least and the most of all time say nothing of a part of it, and a bucket that is empty now
    /// may be filled next: all buckets, by their bounds alone.</param>
    /// <exception cref="FormatException">The counts and bounds do not fit together; says how.</exception>
    public static IEnumerable<(double Value, ulong Count)> Explicit(OtlpPoint point, bool isCumulative)
    {
        if (point.Counts.Count > 0 && point.Counts.Count != point.Bounds.Count + 1)
            throw new FormatException($"{point.Counts.Count} bucket counts do not fit {point.Bounds.Count} bounds: there is one bucket more than there are bounds.");
        for (var i = 1; i < point.Bounds.Count; i++)
            if (!(point.Bounds[i] > point.Bounds[i - 1]))
                throw new FormatException("The bounds do not rise.");
        return point.Counts.Select((count, i) => (Middle(point, i, isCumulative ? null : point.Least, isCumulative ? null : point.Most), count))
            .Where(bucket => isCumulative || bucket.count > 0);
    }

    /// <exception cref="FormatException">The scale lies outside what the specification allows.</exception>
    public static IEnumerable<(double Value, ulong Count)> Exponential(OtlpPoint point)
    {
        const int Coarsest = -10, Finest = 20;
        if (point.Scale is < Coarsest or > Finest)
            throw new FormatException($"scale {point.Scale} is outside {Coarsest} to {Finest}.");
        var width = Math.Pow(2, -point.Scale);
        foreach (var (buckets, sign) in new[] { (point.Positive, 1), (point.Negative, -1) })
            for (var i = 0; i < buckets.Counts.Count; i++)
                if (buckets.Counts[i] > 0)
                    // The middle of the bucket's two ends.
                    yield return (sign * (Math.Pow(2, width * (buckets.Offset + i)) + Math.Pow(2, width * (buckets.Offset + i + 1))) / 2, buckets.Counts[i]);
        if (point.ZeroCount > 0)
            yield return (0, point.ZeroCount);
    }

    // The first and the last bucket have one end only; the least and the most value measured are the others, if they are said.
    private static double Middle(OtlpPoint point, int bucket, double? least, double? most)
    {
        if (point.Bounds.Count == 0)
            return ((least ?? 0) + (most ?? least ?? 0)) / 2;
        var lower = bucket > 0 ? point.Bounds[bucket - 1] : least ?? Math.Min(0, point.Bounds[0]);
        var upper = bucket < point.Bounds.Count ? point.Bounds[bucket] : most ?? point.Bounds[^1];
        if (least > lower && least <= upper)
            lower = least.Value;
        if (most < upper && most >= lower)
            upper = most.Value;
        return (lower + upper) / 2;
    }
}
