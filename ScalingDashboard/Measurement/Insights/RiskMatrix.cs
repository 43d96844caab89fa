using System.Runtime.CompilerServices;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>
/// The level of a risk by its likelihood and impact, each 1 (very low) to 5 (very high): 0 (lowest) to 4 (highest). Pure.
/// A table rather than a product, because a rare disaster and a daily nuisance of equal product are not the same.
/// </summary>
public static class RiskMatrix
{
    public const int Steps = 5;

    public const int HighestLevel = 4;

    /// <summary>Rows are likelihoods, columns impacts, both ascending; five levels as in the 5 × 5 example of ISO/IEC
    /// 27005, which weighs likelihood a little more than impact.</summary>
    private static readonly int[,] Iso27005 =
    {
        { 0, 0, 1, 1, 1 },
        { 0, 1, 1, 2, 2 },
        { 1, 1, 2, 3, 3 },
        { 1, 2, 3, 3, 4 },
        { 2, 3, 3, 4, 4 },
    };

    public static int Level(int likelihood, int impact)
    {
        DemandStep(likelihood);
        DemandStep(impact);
        return Iso27005[likelihood - 1, impact - 1];
    }

    internal static void DemandStep(int step, [CallerArgumentExpression(nameof(step))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, Steps, name);
    }
}
