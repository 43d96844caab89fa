using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>One picture of the dashboard: a snapshot, the question it answers, and the moment it is looked at.
/// Equal boards look the same, so an equal one is not drawn again.</summary>
/// <param name="Look">What it says as of <paramref name="Now"/>, in the reader's language.</param>
public sealed record Board(DashboardSnapshot Snapshot, DashboardQuery Query, DateTimeOffset Now, TimeZoneInfo Zone, BoardLook Look)
{
    public Period Period => Snapshot.Period;

    /// <summary>True when the newest part of every trend is still running.</summary>
    public bool LastIsPartial => Period.To >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Snapshot.AsOf, Zone).DateTime);

    public Tally Tally => Look.Tally;

    /// <summary>True when nothing has ever arrived: a new installation.</summary>
    public bool IsEmpty => Snapshot.Panels.All(p => p.Headline.Freshness == Freshness.None && p.Headline.Value is null);

    /// <summary>How many units reported, to the least and to the most complete of the panels that all units report to. Who else is missing, the
    /// panel itself says.</summary>
    public (int Least, int Most) ReportingUnits
    {
        get
        {
            var asked = Snapshot.Panels.Select(p => p.Headline).Where(f => f.ExpectedUnits == Snapshot.Units).Select(f => f.ReportingUnits).DefaultIfEmpty().ToList();
            return (asked.Min(), asked.Max());
        }
    }

    public static Board Of(DashboardSnapshot snapshot, DashboardQuery query, TimeZoneInfo zone, DateTimeOffset now) =>
        new(snapshot, query, now, zone, BoardLook.Of(snapshot, now));

    public ChipState ChipOf(PanelSnapshot panel) => Look.Judgements[panel.Panel.Key];

    public AgeLook AgeOf(PanelSnapshot panel) => Look.Ages[panel.Panel.Key];

    public QuadrantLook HeadOf(QuadrantSnapshot quadrant) => Look.HeadOf(this, quadrant);

    /// <summary>The panel a reader of this quadrant should look at first.</summary>
    public PanelSnapshot? WorstOf(QuadrantSnapshot quadrant) => quadrant.Panels.MaxBy(p => ChipOf(p).Severity());

    /// <summary>The figure by which a quadrant's freshness is told: the least fresh, and of those the oldest.</summary>
    public Figure? OldestOf(QuadrantSnapshot quadrant) => quadrant.Panels
        .Select(p => p.Headline)
        .OrderByDescending(f => Order(PanelText.Age(f, Snapshot.AsOf, Now)))
        .ThenBy(f => f.LastAt)
        .FirstOrDefault();

    public PanelSnapshot? Find(string? panel) => Snapshot.Panels.FirstOrDefault(p => p.Panel.Key == panel);

    /// <summary>True when time alone has passed, and no panel says anything else for it.</summary>
    public bool SaysTheSameAs(Board other) => ReferenceEquals(Snapshot, other.Snapshot) && Look.SaysTheSameAs(other.Look);

    private static int Order(AgeState age) => age switch
    {
        AgeState.Error => 4,
        AgeState.Stale => 3,
        AgeState.Late => 2,
        AgeState.Live => 1,
        _ => 0,
    };
}
