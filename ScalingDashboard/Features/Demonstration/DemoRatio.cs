using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>Ratios and weighted means: at the end of the history all units together show the end value of the profile,
/// each around it after its own roll-out and performance.</summary>
internal sealed class DemoRatio : DemoMetric
{
    /// <summary>Halvings of the search for the shift; far below the last digit of any reading.</summary>
    private const int Halvings = 50;

    private readonly bool _pinned;
    private readonly bool _isLevel;
    private readonly double _better;
    private readonly int _naturalSpan;
    private double _shift;
    private int _shiftOf;

    /// <inheritdoc cref="DemoMetric.Of"/>
    public DemoRatio(DemoWorld world, Metric metric, DemoProfile profile, bool pinned)
        : base(world, metric, profile)
    {
        _pinned = pinned;
        _isLevel = metric.Rollup == RollupRule.RatioLast;
        _better = metric.Direction == Direction.Lower ? -1 : 1;
        _naturalSpan = metric.Cadence switch { Cadence.Week => 7, Cadence.Month => 30, Cadence.Quarter => 91, _ => 1 };
        Calibrate(world.Anchor);
    }

    protected override DemoPoint[] Compute(DateOnly day, int span)
    {
        if (_pinned && day > World.Anchor && _shiftOf != day.DayNumber)
            Calibrate(day);
        var points = new DemoPoint[Series.Count];
        for (var i = 0; i < points.Length; i++)
        {
            var series = Series[i];
            points[i] = Reports(series, day)
                ? new DemoPoint(Clamp(Base(series, day, Incidents(series, day)) + _shift * Reach(series, day)), WeightOf(series, day, span), true)
                : default;
        }
        return points;
    }

    /// <summary>Finds the shift with which the company shows the end value on the newest report up to a day.</summary>
    private void Calibrate(DateOnly until)
    {
        _shiftOf = until.DayNumber;
        if (Profile.WeightDriver == DemoWeight.Even)
            return;
        var day = until;
        int span;
        while ((span = World.SpanDue(Metric.Cadence, day)) == 0)
            day = day.AddDays(-1);
        var raw = Series.Select(s => (
            Base: Base(s, day, _pinned ? Incidents(s, day) : 0),
            Reach: Reach(s, day),
            Weight: Belongs(s, day) ? WeightOf(s, day, span) : 0)).ToList();
        var (low, high) = (-Width(), Width());
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var excess = raw.Sum(r => r.Weight * (Clamp(r.Base + middle * r.Reach) - Profile.End));
            (low, high) = excess < 0 ? (middle, high) : (low, middle);
        }
        _shift = (low + high) / 2;
    }

    private double Width() => 2 * (Math.Abs(Profile.End) + Math.Abs(Profile.Start) + 4 * Profile.Spread + 4 * Profile.Noise);

    private double Base(DemoSeries series, DateOnly day, double incidents) =>
        Profile.Start + (Profile.End - Profile.Start) * Drive(series, day)
        + _better * series.Unit.Performance * Profile.Spread
        + Profile.Noise * Noise(series, day.DayNumber)
        + (Profile.Bump == 0 ? 0 : Profile.Bump * World.Rollout.Stir(series.Unit, series.Wave, day.DayNumber))
        + incidents;

    private double Reach(DemoSeries series, DateOnly day) => Profile.WeightDriver == DemoWeight.Even ? 0 : Drive(series, day);

    private double WeightOf(DemoSeries series, DateOnly day, int span)
    {
        if (Profile.WeightDriver == DemoWeight.Even)
            return Profile.Weight / Series.Count;
        var weight = Profile.Weight * series.Share;
        if (Profile.WeightDriver == DemoWeight.Rollout)
            weight *= 0.04 + 0.96 * World.Rollout.Progress(series.Unit, series.Wave, day.DayNumber, 0);
        if (_isLevel)
            return weight;
        var volume = 1 + 0.06 * DemoNoise.Slow(DemoNoise.Combine(series.Seed, 7), day.DayNumber);
        return weight * volume * World.Activity.Mean(Rhythm, series.Unit, day, span) * span / _naturalSpan;
    }

    private double Clamp(double level) => Math.Clamp(level, Profile.Low ?? double.MinValue, Profile.High ?? double.MaxValue);
}
