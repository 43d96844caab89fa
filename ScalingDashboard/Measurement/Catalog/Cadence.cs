namespace ScalingDashboard.Measurement.Catalog;

/// <summary>How often a metric is expected from each unit.</summary>
public enum Cadence
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
}

public static class Cadences
{
    /// <summary>The longest normal silence. A day's grace of a few hours is included from a day upwards, because
    /// daily files arrive in the morning after.</summary>
    public static TimeSpan Interval(this Cadence cadence) => cadence switch
    {
        Cadence.Minute => TimeSpan.FromMinutes(1),
        Cadence.Hour => TimeSpan.FromHours(1),
        Cadence.Day => TimeSpan.FromHours(30),
        Cadence.Week => TimeSpan.FromDays(8),
        Cadence.Month => TimeSpan.FromDays(35),
        Cadence.Quarter => TimeSpan.FromDays(100),
        _ => throw new ArgumentOutOfRangeException(nameof(cadence)),
    };
}
