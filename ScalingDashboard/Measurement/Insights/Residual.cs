namespace ScalingDashboard.Measurement.Insights;

/// <summary>
/// Risk scores from ordinal scales of 1 to 5. Pure. They rank and do not measure: never add or average them over risks.
/// </summary>
public static class Residual
{
    /// <summary>Inherent score: likelihood × impact, 1 to 25.</summary>
    public static int Inherent(int likelihood, int impact)
    {
        RiskMatrix.DemandStep(likelihood);
        RiskMatrix.DemandStep(impact);
        return likelihood * impact;
    }

    /// <summary>What controls leave over: inherent × (1 − effectiveness), 0 to 25.</summary>
    /// <param name="effectiveness">Control effectiveness as a share 0 to 1.</param>
    public static decimal Score(int likelihood, int impact, decimal effectiveness)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(effectiveness);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(effectiveness, 1);
        return Inherent(likelihood, impact) * (1 - effectiveness);
    }
}
