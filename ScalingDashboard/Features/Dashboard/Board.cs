using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>One picture of the dashboard: a snapshot, the question it answers, and the moment it is looked at.
/// Equal boards look the same, so an equal one is not drawn again.</summary>
/// <param name="Judgements">Each panel's chip by its key, as of <paramref name="Now"/>.</param>
/// <param name="Ages">How fresh each panel looks by its key, as of <paramref name="Now"/>, in the reader's language.</param>
public sealed record Board(
    DashboardSnapshot Snapshot, DashboardQuery Query, DateTimeOffset Now, TimeZoneInfo Zone,
    IReadOnlyDictionary<string, ChipState> Judgements, IReadOnlyDictionary<string, AgeLook> Ages)
{
    public Period Period => Snapshot.Period;

    /// <summary>True when the newest part of every trend is still running.</summary>
    public bool LastIsPartial => Period.To >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Snapshot.AsOf, Zone).DateTime);

    public Tally Tally => Tally.Of([.. Judgements.Values]);

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

    public static Board Of(DashboardSnapshot snapshot, DashboardQuery query, TimeZoneInfo zone, DateTimeOffset now)
    {
        var judgements = snapshot.Panels.ToDictionary(p => p.Panel.Key, p => PanelText.Chip(p.Headline, PanelText.Age(p.Headline, snapshot.AsOf, now)));
        var ages = snapshot.Panels.ToDictionary(p => p.Panel.Key, p => PanelText.AgeLook(p.Headline, snapshot.AsOf, now, ageOnly: judgements[p.Panel.Key] == ChipState.Stale));
        return new(snapshot, query, now, zone, judgements, ages);
    }

    public ChipState ChipOf(PanelSnapshot panel) => Judgements[panel.Panel.Key];

    public AgeLook AgeOf(PanelSnapshot panel) => Ages[panel.Panel.Key];

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
    public bool SaysTheSameAs(Board other) =>
        ReferenceEquals(Snapshot, other.Snapshot) && Judgements.All(j => other.Judgements[j.Key] == j.Value) && Ages.All(a => other.Ages[a.Key] == a.Value);

    private static int Order(AgeState age) => age switch
    {
        AgeState.Error => 4,
        AgeState.Stale => 3,
        AgeState.Late => 2,
        AgeState.Live => 1,
        _ => 0,
    };
}
