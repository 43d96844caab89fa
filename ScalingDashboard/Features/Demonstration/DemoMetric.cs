using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>One metric of a generated history: what each series reports for a day. Calibrated so that the whole company
/// shows the end value of its profile. Not safe for several threads.</summary>
internal abstract class DemoMetric
{
    private const int YearOfDays = 365;

    private readonly Dictionary<string, List<DemoGap>> _gaps;
    private readonly List<DemoIncident> _incidents;
    private (int Day, int Span, DemoPoint[] Points) _last = (0, 0, []);

    protected DemoMetric(DemoWorld world, Metric metric, DemoProfile profile)
    {
        (World, Metric, Profile) = (world, metric, profile);
        Series = world.SeriesOf(profile);
        Rhythm = world.Company.Rhythms.First(r => r.Name == profile.Rhythm);
        Seed = world.Seed(metric.Key);
        _gaps = world.Company.Gaps.Where(g => g.Metric == "*" || g.Metric == metric.Key)
            .GroupBy(g => g.Unit, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        _incidents = [.. world.Company.Incidents.Where(i => i.Metric == metric.Key)];
    }

    public Metric Metric { get; }

    public DemoProfile Profile { get; }

    public DemoRhythm Rhythm { get; }

    public IReadOnlyList<DemoSeries> Series { get; }

    public ulong Seed { get; }

    protected DemoWorld World { get; }

    /// <summary>Makes the model that fits the metric's roll-up.</summary>
    /// <param name="pinned">The company's figure is the profile's end on every day after the history, too.</param>
    public static DemoMetric Of(DemoWorld world, Metric metric, DemoProfile profile, bool pinned) => metric.Rollup switch
    {
        RollupRule.Sum => new DemoAmount(world, metric, profile),
        RollupRule.Last => new DemoCount(world, metric, profile),
        _ => new DemoRatio(world, metric, profile, pinned),
    };

    /// <summary>What each series reports for a day, in the order of <see cref="Series"/>.</summary>
    /// <param name="span">How many days the report covers.</param>
    public IReadOnlyList<DemoPoint> PointsOf(DateOnly day, int span)
    {
        if (_last.Day != day.DayNumber || _last.Span != span)
            _last = (day.DayNumber, span, Compute(day, span));
        return _last.Points;
    }

    protected abstract DemoPoint[] Compute(DateOnly day, int span);

    /// <summary>True when the series reports on the day: its interface works and its system is in use.</summary>
    protected bool Reports(DemoSeries series, DateOnly day) =>
        !IsSilent("*", day, 0) && !IsSilent(series.Unit.Code, day, 0) && IsInUse(series, day);

    /// <summary>True when the series belongs to the company's figure, even if it is silent for a while.</summary>
    protected bool Belongs(DemoSeries series, DateOnly day) => !IsSilent(series.Unit.Code, day, YearOfDays) && IsInUse(series, day);

    /// <summary>How far the series is on its way from start to end, 0 to 1.</summary>
    protected double Drive(DemoSeries series, DateOnly day) => Profile.Driver switch
    {
        DemoDriver.Rollout => World.Rollout.Progress(series.Unit, series.Wave, day.DayNumber, Profile.DelayWeeks),
        DemoDriver.Steps => World.Rollout.Steps(series.Unit, day.DayNumber, Profile.DelayWeeks),
        DemoDriver.Trend => Math.Clamp((double)(day.DayNumber - World.FirstDay.DayNumber) / (World.Anchor.DayNumber - World.FirstDay.DayNumber), 0, 1),
        DemoDriver.Steady => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(day)),
    };

    /// <summary>Chance around 0: a part that the whole company shares, a part of the series that wanders, and the day's own.</summary>
    protected double Noise(DemoSeries series, int day)
    {
        var own = DemoNoise.Combine(Seed, (long)(series.Seed >> 1));
        return 0.5 * DemoNoise.Slow(Seed, day) + 0.6 * DemoNoise.Slow(own, day) + 0.35 * DemoNoise.Bell(DemoNoise.Combine(own, day));
    }

    /// <summary>What incidents add to a series on a day; each begins at once and is half over on its last day.</summary>
    protected double Incidents(DemoSeries series, DateOnly day)
    {
        var daysAgo = World.Anchor.DayNumber - day.DayNumber;
        var sum = 0.0;
        foreach (var incident in _incidents)
            if (Within(daysAgo, incident.FirstDaysAgo, incident.LastDaysAgo) && IsIn(series.Unit, incident.Area))
                sum += incident.Effect * (1 - 0.5 * (incident.FirstDaysAgo - Math.Max(daysAgo, incident.LastDaysAgo)) / Math.Max(1, incident.FirstDaysAgo - incident.LastDaysAgo));
        return sum;
    }

    protected static bool IsIn(DemoUnit unit, string area) => area == "*" || area == unit.Code || area == unit.Country || area == unit.Region;

    private bool IsInUse(DemoSeries series, DateOnly day) =>
        series.Wave == 0 || World.Rollout.Progress(series.Unit, series.Wave, day.DayNumber, 0) > DemoWorld.InUse;

    /// <param name="least">Only gaps of at least this many days.</param>
    private bool IsSilent(string unit, DateOnly day, int least)
    {
        if (!_gaps.TryGetValue(unit, out var gaps))
            return false;
        var daysAgo = World.Anchor.DayNumber - day.DayNumber;
        return gaps.Exists(g => g.FirstDaysAgo - g.LastDaysAgo >= least && Within(daysAgo, g.FirstDaysAgo, g.LastDaysAgo));
    }

    // What lasts until the end of the history goes on after it.
    private static bool Within(int daysAgo, int first, int last) => daysAgo <= first && (daysAgo >= last || last == 0);
}
