using ScalingDashboard.Measurement.Insights;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>
/// Lets each panel of one board change its number at most once a second, alike on all screens that show it. One that has stood for a
/// second changes at once, so that a single reading is seen without delay; one that changes all the time is held back, and shows its
/// newest when its second is over. The figures below a number never make it wait.
/// </summary>
internal sealed class PanelPace(TimeProvider clock)
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();

    // Bounded by the panels of a board.
    private readonly Dictionary<string, Changed> _changed = new(StringComparer.Ordinal);
    private DateTimeOffset _outcomesChanged;
    private DateTimeOffset _due;
    private volatile Answer? _last;

    /// <summary>What may be shown of the newest snapshot: the same instance as before when that is nothing new. Asked by many at once.</summary>
    public PacedSnapshot Next(DashboardSnapshot newest)
    {
        var now = clock.GetUtcNow();
        // Hundreds of screens ask the same within milliseconds, and must not wait for one another.
        if (_last is { } known && known.IsFor(newest, now))
            return known.Paced;
        lock (_lock)
        {
            if (_last is { } last)
            {
                if (last.IsFor(newest, now))
                    return last.Paced;
                // Who fetched earlier and comes later shows what the others have.
                if (newest.Version < last.Newest.Version || newest.AsOf < last.Newest.AsOf)
                    return last.Paced;
            }
            _due = DateTimeOffset.MaxValue;
            var shown = _last?.Paced.Snapshot;
            var next = shown is not null && shown.Period == newest.Period && shown.Disconnected == newest.Disconnected ? Paced(shown, newest, now) : Whole(newest, now);
            return (_last = new(newest, new(next, _due < DateTimeOffset.MaxValue), _due)).Paced;
        }
    }

    private DashboardSnapshot Whole(DashboardSnapshot newest, DateTimeOffset now)
    {
        foreach (var panel in newest.Panels)
            _changed[panel.Panel.Key] = new(now, now);
        _outcomesChanged = now;
        return newest;
    }

    private DashboardSnapshot Paced(DashboardSnapshot shown, DashboardSnapshot newest, DateTimeOffset now)
    {
        if (ReferenceEquals(shown, newest))
            return shown;
        var before = shown.Panels.ToDictionary(p => p.Panel.Key, StringComparer.Ordinal);
        List<QuadrantSnapshot> quadrants = [.. newest.Quadrants.Select((quadrant, i) => Paced(quadrant, shown.Quadrants.ElementAtOrDefault(i), before, now))];
        var next = newest with { Quadrants = quadrants, Outcomes = Paced(newest.Outcomes, shown.Outcomes, now) };
        return SnapshotBuilder.SameFigures(shown, next) ? shown : next;
    }

    private IReadOnlyList<OutcomeFigure> Paced(IReadOnlyList<OutcomeFigure> newest, IReadOnlyList<OutcomeFigure> shown, DateTimeOffset now)
    {
        if (ReferenceEquals(newest, shown))
            return newest;
        if (now - _outcomesChanged < Rest)
        {
            HoldBack(_outcomesChanged);
            return shown;
        }
        _outcomesChanged = now;
        return newest;
    }

    private QuadrantSnapshot Paced(QuadrantSnapshot newest, QuadrantSnapshot? shown, Dictionary<string, PanelSnapshot> before, DateTimeOffset now)
    {
        List<PanelSnapshot> panels = [.. newest.Panels.Select(panel => Paced(panel, before.GetValueOrDefault(panel.Panel.Key), now))];
        return shown is not null && shown.Quadrant == newest.Quadrant && shown.Panels.SequenceEqual(panels, ReferenceEqualityComparer.Instance) ? shown : newest with { Panels = panels };
    }

    private PanelSnapshot Paced(PanelSnapshot newest, PanelSnapshot? shown, DateTimeOffset now)
    {
        if (ReferenceEquals(newest, shown))
            return newest;
        var isNumber = !ReferenceEquals(newest.Headline, shown?.Headline);
        var last = _changed.GetValueOrDefault(newest.Panel.Key);
        var before = isNumber ? last.Number : last.Anything;
        if (now - before < Rest)
        {
            HoldBack(before);
            return shown!;
        }
        _changed[newest.Panel.Key] = new(isNumber ? now : last.Number, now);
        return newest;
    }

    private void HoldBack(DateTimeOffset changed)
    {
        if (changed + Rest < _due)
            _due = changed + Rest;
    }

    /// <summary>What was answered to a snapshot, which is true until the first of what is held back is due.</summary>
    private sealed record Answer(DashboardSnapshot Newest, PacedSnapshot Paced, DateTimeOffset Until)
    {
        public bool IsFor(DashboardSnapshot newest, DateTimeOffset now) => ReferenceEquals(Newest, newest) && now < Until;
    }

    /// <summary>When a panel last changed; of one that was never drawn, ages ago.</summary>
    private readonly record struct Changed(DateTimeOffset Number, DateTimeOffset Anything);
}
