namespace ScalingDashboard.Measurement.Insights;

/// <summary>Two ends between which the true figure lies in 95 of 100 such samples.</summary>
public readonly record struct Interval(decimal Low, decimal High);

/// <summary>How sure a figure from a sample is, at 95 %. Pure. A sample that is too small to say gives null.</summary>
public static class Confidence
{
    /// <summary>Normal quantile of 97.5 %: 2.5 % are cut off at each end.</summary>
    private const double Z = 1.96;

    /// <summary>
    /// Wilson score interval of a proportion, as shares 0 to 1: never beyond them, and honest for small samples.
    /// With p = hits / n: centre (p + z²/2n) / (1 + z²/n), half-width z √(p(1−p)/n + z²/4n²) / (1 + z²/n).
    /// Source: Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
    /// </summary>
    /// <param name="hits">0 to <paramref name="n"/>.</param>
    public static Interval? Wilson(decimal hits, decimal n)
    {
        if (n <= 0)
            return null;
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, n);
        var (p, size) = ((double)(hits / n), (double)n);
        var shrink = 1 + Z * Z / size;
        var centre = (p + Z * Z / (2 * size)) / shrink;
        var half = Z * Math.Sqrt(p * (1 - p) / size + Z * Z / (4 * size * size)) / shrink;
        return new Interval((decimal)Math.Max(0, centre - half), (decimal)Math.Min(1, centre + half));
    }

    /// <summary>
    /// Half-width of a net promoter score in points (0 to 196): 196 √(Var / n) with Var = P + D − (P − D)², where P and D
    /// are the shares of promoters and detractors: the variance of answers counted as +1, 0 and −1.
    /// </summary>
    public static decimal? NetPromoter(decimal promoters, decimal detractors, decimal n)
    {
        if (n <= 0)
            return null;
        ArgumentOutOfRangeException.ThrowIfNegative(promoters);
        ArgumentOutOfRangeException.ThrowIfNegative(detractors);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(promoters + detractors, n);
        var (p, d) = (promoters / n, detractors / n);
        return (decimal)(100 * Z * Math.Sqrt((double)((p + d - (p - d) * (p - d)) / n)));
    }

    /// <summary>Half-width of a mean in the unit of the measurements: 1.96 s / √n.</summary>
    /// <param name="deviation">Standard deviation of the sample; one measurement has none.</param>
    public static decimal? Mean(decimal deviation, decimal n)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return n < 2 ? null : (decimal)(Z * (double)deviation / Math.Sqrt((double)n));
    }

    /// <summary>Half-width of the difference of two independent means in their unit: 1.96 √(s₁²/n₁ + s₂²/n₂).</summary>
    public static decimal? Difference(decimal deviation1, decimal n1, decimal deviation2, decimal n2)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation1);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation2);
        var (s1, s2) = ((double)deviation1, (double)deviation2);
        return n1 < 2 || n2 < 2 ? null : (decimal)(Z * Math.Sqrt(s1 * s1 / (double)n1 + s2 * s2 / (double)n2));
    }
}
