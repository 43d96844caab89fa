namespace ScalingDashboard.Measurement.Insights.Unusual;

/// <summary>A day whose figure is not like those before it.</summary>
/// <param name="Expected">What a day like it usually says.</param>
/// <param name="Times">How many times further the figure lies from that than half of the days before did.</param>
public sealed record UnusualDay(DateOnly Day, decimal Value, decimal Expected, double Times);
