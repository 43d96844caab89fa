using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Amounts that add up: the last twelve months of the history sum to the end value of the profile.</summary>
internal sealed class DemoAmount : DemoMetric
{
    private readonly double _factor = 1;

    public DemoAmount(DemoWorld world, Metric metric, DemoProfile profile)
        : base(world, metric, profile)
    {
        var sum = 0.0;
        for (var day = world.Anchor.AddYears(-1).AddDays(1); day <= world.Anchor; day = day.AddDays(1))
            if (world.SpanDue(metric.Cadence, day) is > 0 and var span)
                sum += Compute(day, span).Where(p => p.Reported).Sum(p => p.Level);
        if (sum != 0)
            _factor = profile.End / sum;
    }

    protected override DemoPoint[] Compute(DateOnly day, int span)
    {
        var points = new DemoPoint[Series.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var series = Series[i];
            var pace = Profile.Start + (1 - Profile.Start) * Drive(series, day);
            var amount = _factor * series.Share * pace * span * World.Activity.Mean(Rhythm, series.Unit, day, span)
                * (1 + series.Unit.Performance * Profile.Spread) * (1 + Profile.Noise * Noise(series, day.DayNumber)) * (1 + Incidents(series, day));
            points[i] = new DemoPoint(Math.Max(Profile.Low ?? double.MinValue, amount), 0, Reports(series, day));
        }
        return points;
    }
}
