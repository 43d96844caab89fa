namespace ScalingDashboard.Measurement.Insights;

/// <summary>
/// Estimates from the least, the most likely and the greatest outcome, in their unit. Pure. Source: PERT (Malcolm and
/// others, 1959), which takes a beta distribution six standard deviations wide.
/// </summary>
public static class ThreePoint
{
    /// <summary>(least + 4 · likely + greatest) / 6, between the two ends.</summary>
    public static decimal Mean(decimal least, decimal likely, decimal greatest)
    {
        DemandOrder(least, likely, greatest);
        return (least + 4 * likely + greatest) / 6;
    }

    /// <summary>(greatest − least) / 6.</summary>
    public static decimal Deviation(decimal least, decimal likely, decimal greatest)
    {
        DemandOrder(least, likely, greatest);
        return (greatest - least) / 6;
    }

    private static void DemandOrder(decimal least, decimal likely, decimal greatest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(likely, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(likely, greatest);
    }
}
