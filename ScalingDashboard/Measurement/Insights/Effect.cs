namespace ScalingDashboard.Measurement.Insights;

/// <summary>What of a change is owed to its cause. Pure; in the unit of the metric or of the claim.</summary>
public static class Effect
{
    /// <summary>
    /// Difference in differences: (treated after − treated before) − (comparison after − comparison before). What would
    /// have changed anyway is taken from the comparison, so both must have moved alike before. Grade 3 of the Maryland
    /// Scientific Methods Scale.
    /// </summary>
    public static decimal OverComparison(decimal treatedBefore, decimal treatedAfter, decimal comparisonBefore, decimal comparisonAfter) =>
        treatedAfter - treatedBefore - (comparisonAfter - comparisonBefore);

    /// <summary>
    /// The haircut of Phillips' return-on-investment method for what people report of themselves: claim × share they
    /// owe to the cause × how sure they are of it. Without either answer there is no claim.
    /// </summary>
    /// <param name="attributed">A share 0 to 1.</param>
    /// <param name="sure">A share 0 to 1.</param>
    public static decimal? AfterHaircut(decimal claim, decimal? attributed, decimal? sure)
    {
        if (attributed is not { } share || sure is not { } certainty)
            return null;
        DemandShare(share, nameof(attributed));
        DemandShare(certainty, nameof(sure));
        return claim * share * certainty;
    }

    private static void DemandShare(decimal share, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1, name);
    }
}
