using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Levels that are counted (open tickets, open risks): whole numbers whose sum over the company follows the profile.</summary>
internal sealed class DemoCount(DemoWorld world, Metric metric, DemoProfile profile) : DemoMetric(world, metric, profile)
{
    /// <summary>Chance fades towards the end of the history, so that it ends on the profile's end value.</summary>
    private const double CalmDays = 10;

    protected override DemoPoint[] Compute(DateOnly day, int span)
    {
        var expected = Expected(day);
        var points = new DemoPoint[Series.Count];
        // Cutting the running sum at whole numbers gives each unit a whole count and keeps the total. Where the cuts
        // fall wanders slowly, so that a count moves from unit to unit as things are opened and closed.
        var offset = Math.Clamp(0.5 + 0.2 * DemoNoise.Slow(DemoNoise.Combine(Seed, 3), day.DayNumber), 0, 0.999);
        var (sum, before) = (offset, Math.Floor(offset));
        for (var i = 0; i < points.Length; i++)
        {
            sum += expected[i];
            var count = Math.Floor(sum + 1e-9);
            points[i] = new DemoPoint(count - before, 0, Reports(Series[i], day));
            before = count;
        }
        return points;
    }

    private double[] Expected(DateOnly day)
    {
        var calm = Math.Min(1, Math.Abs(World.Anchor.DayNumber - day.DayNumber) / CalmDays);
        var total = Profile.Noise * calm * DemoNoise.Slow(Seed, day.DayNumber);
        var expected = new double[Series.Count];
        var shares = new double[Series.Count];
        for (var i = 0; i < expected.Length; i++)
        {
            var series = Series[i];
            shares[i] = series.Share * Math.Max(0.1, 1 - series.Unit.Performance * Profile.Spread);
            total += series.Share * (Profile.Start + (Profile.End - Profile.Start) * Drive(series, day)
                + calm * Profile.Bump * World.Rollout.Stir(series.Unit, 0, day.DayNumber) + Incidents(series, day));
        }
        var all = shares.Sum();
        for (var i = 0; i < expected.Length; i++)
            expected[i] = Math.Max(0, total) * shares[i] / all;
        return expected;
    }
}
