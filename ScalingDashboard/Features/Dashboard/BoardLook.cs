using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>What a picture says at a moment, in one language. Computed once for all who look within the same second.</summary>
public sealed class BoardLook
{
    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(1);

    // One for each language; forgotten with its snapshot.
    private static readonly ConditionalWeakTable<DashboardSnapshot, ConcurrentDictionary<string, BoardLook>> Looks = [];

    // One for each quadrant.
    private readonly ConcurrentDictionary<string, QuadrantLook> _heads = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _at;

    private BoardLook(DashboardSnapshot snapshot, DateTimeOffset now)
    {
        _at = now;
        Judgements = snapshot.Panels.ToDictionary(p => p.Panel.Key, p => PanelText.Chip(p.Headline, PanelText.Age(p.Headline, snapshot.AsOf, now)));
        Ages = snapshot.Panels.ToDictionary(p => p.Panel.Key, p => PanelText.AgeLook(p.Headline, snapshot.AsOf, now, ageOnly: Judgements[p.Panel.Key] == ChipState.Stale));
        Tally = Tally.Of([.. Judgements.Values]);
        Chips = string.Join(' ', Judgements.Values);
    }

    /// <summary>Each panel's chip by its key.</summary>
    public IReadOnlyDictionary<string, ChipState> Judgements { get; }

    /// <summary>How fresh each panel looks by its key.</summary>
    public IReadOnlyDictionary<string, AgeLook> Ages { get; }

    public Tally Tally { get; }

    /// <summary>All chips in the order of the panels: looks that judge alike have the same.</summary>
    public string Chips { get; }

    public static BoardLook Of(DashboardSnapshot snapshot, DateTimeOffset now)
    {
        var looks = Looks.GetValue(snapshot, _ => new(StringComparer.Ordinal));
        var language = CultureInfo.CurrentUICulture.Name;
        return looks.TryGetValue(language, out var look) && now - look._at < Shared && look._at - now < Shared ? look : looks[language] = new(snapshot, now);
    }

    /// <summary>What stands above a quadrant of the picture.</summary>
    public QuadrantLook HeadOf(Board board, QuadrantSnapshot quadrant) => _heads.GetOrAdd(quadrant.Quadrant.Key, _ => QuadrantLook.Of(board, quadrant));

    /// <summary>True when time alone has passed, and no panel says anything else for it.</summary>
    public bool SaysTheSameAs(BoardLook other) =>
        ReferenceEquals(this, other) || Judgements.All(j => other.Judgements[j.Key] == j.Value) && Ages.All(a => other.Ages[a.Key] == a.Value);
}
