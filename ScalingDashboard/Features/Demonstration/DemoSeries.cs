using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>One line of readings: a unit, or one AI system of a unit.</summary>
/// <param name="System">Null: the unit as a whole.</param>
/// <param name="Wave">The wave that brings the system; 0 for a unit as a whole.</param>
/// <param name="Share">Its part of the company, by people; all shares add up to 1.</param>
internal sealed record DemoSeries(DemoUnit Unit, string? System, int Wave, double Share, ulong Seed);

/// <summary>A generated reading, by names. The loader and the simulator put ids in their place.</summary>
public readonly record struct DemoReading(Metric Metric, DemoUnit Unit, string? System, DateTimeOffset At, decimal Value, decimal? Weight);

/// <summary>What a series would report for a day, before rounding.</summary>
/// <param name="Level">Amount, level, or ratio in the metric's unit.</param>
/// <param name="Weight">Denominator; 0 without one.</param>
/// <param name="Reported">False: nothing is reported on that day.</param>
internal readonly record struct DemoPoint(double Level, double Weight, bool Reported);
