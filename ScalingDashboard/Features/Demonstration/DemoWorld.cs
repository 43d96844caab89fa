using ScalingDashboard.Measurement.Catalog;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>What all metrics of a generated history share: the company, its end, its roll-out and its series. Not safe
/// for several threads.</summary>
internal sealed class DemoWorld
{
    /// <summary>A system is in use from this share of its wave.</summary>
    public const double InUse = 0.02;

    private readonly IReadOnlyList<DemoSeries> _units;
    private readonly IReadOnlyList<DemoSeries> _systems;

    public DemoWorld(DemoCompany company, IReadOnlyList<BusinessFunction> functions, IReadOnlyList<ScalingWave> waves, DateOnly anchor)
    {
        (Company, Anchor) = (company, anchor);
        FirstDay = anchor.AddMonths(-company.HistoryMonths).AddDays(1);
        Rollout = new DemoRollout(waves, anchor, company.RolloutWeeks);
        Activity = new DemoActivity(company.Holidays);

        var people = (double)company.Units.Sum(u => u.Headcount);
        var waveOf = company.Systems.ToDictionary(s => s.Code, s => functions.First(f => f.Code == s.Function).Wave, StringComparer.Ordinal);
        _units = [.. company.Units.Select(u => new DemoSeries(u, null, 0, u.Headcount / people, Seed(u.Code)))];
        _systems = [.. company.Units.SelectMany(u => u.Systems.Select(s =>
            new DemoSeries(u, s, waveOf[s], u.Headcount / people / u.Systems.Count, Seed($"{u.Code} {s}"))))];
    }

    public DemoCompany Company { get; }

    /// <summary>The day the history ends and the figures are true.</summary>
    public DateOnly Anchor { get; }

    public DateOnly FirstDay { get; }

    public DemoRollout Rollout { get; }

    public DemoActivity Activity { get; }

    public ulong Seed(string name) => DemoNoise.Seed($"{Company.Key} {name}");

    public IReadOnlyList<DemoSeries> SeriesOf(DemoProfile profile) => profile.BySystem ? _systems : _units;

    /// <summary>How many days a report of this day covers; 0 when none is due.</summary>
    public int SpanDue(Cadence cadence, DateOnly day) => cadence switch
    {
        Cadence.Minute or Cadence.Hour or Cadence.Day => Anchor.DayNumber - day.DayNumber < Company.DailyDays ? 1 : day.DayOfWeek == DayOfWeek.Monday ? 7 : 0,
        Cadence.Week => day.DayOfWeek == DayOfWeek.Monday ? 7 : 0,
        Cadence.Month => day.Day == 1 ? DaysBefore(day, 1) : 0,
        Cadence.Quarter => day is { Day: 1, Month: 1 or 4 or 7 or 10 } ? DaysBefore(day, 3) : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(cadence)),
    };

    private static int DaysBefore(DateOnly day, int months) => day.DayNumber - day.AddMonths(-months).DayNumber;
}
