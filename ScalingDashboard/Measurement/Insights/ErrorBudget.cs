namespace ScalingDashboard.Measurement.Insights;

/// <summary>How much failure an objective allows, and how much of it has happened. Pure.</summary>
/// <param name="Level">The service level reached, a share 0 to 1: (valid − bad) / valid.</param>
/// <param name="Allowed">Events that may fail: (1 − objective) × valid.</param>
/// <param name="Used">Share of the allowed failures that happened: bad / allowed; above 1 the budget is overspent.
/// Unknown where the objective allows none.</param>
public readonly record struct ErrorBudget(decimal Level, decimal Allowed, decimal? Used)
{
    /// <summary>Share of the budget that is left, 1 − used; negative when overspent.</summary>
    public decimal? Left => 1 - Used;

    /// <summary>Source: Beyer and others, "The Site Reliability Workbook" (2018), chapter 2.</summary>
    /// <param name="objective">The service level objective as a share: 0.999 for 99.9 %.</param>
    /// <param name="valid">Events that count.</param>
    /// <param name="bad">Of these, the failed ones: 0 to <paramref name="valid"/>.</param>
    /// <returns>Null without events.</returns>
    public static ErrorBudget? Of(decimal objective, decimal valid, decimal bad)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(objective);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(objective, 1);
        if (valid <= 0)
            return null;
        ArgumentOutOfRangeException.ThrowIfNegative(bad);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bad, valid);
        var allowed = (1 - objective) * valid;
        return new ErrorBudget((valid - bad) / valid, allowed, allowed == 0 ? null : bad / allowed);
    }
}
