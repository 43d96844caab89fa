using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>Which panels are judged otherwise than a listener was told last, in words, and at most once a minute: a reader who hears the
/// page would hear nothing else if every number were read out. Not safe for several threads.</summary>
public sealed class StatusAnnouncements
{
    /// <summary>More are counted and not named.</summary>
    private const int MostNamed = 3;

    private static readonly TimeSpan LeastInterval = TimeSpan.FromMinutes(1);

    private Board? _told;
    private DateTimeOffset _toldAt;

    /// <returns>What to say now; null when nothing has changed, or too little time has passed. Of another question nothing is said:
    /// who asks it looks at the answer.</returns>
    public string? Next(Board board, DateTimeOffset now)
    {
        if (_told is null || !_told.Query.AsksAs(board.Query))
        {
            _told = board;
            return null;
        }
        var changed = board.Snapshot.Panels.Where(p => _told.Look.Judgements.TryGetValue(p.Panel.Key, out var told) && told != board.ChipOf(p)).ToList();
        if (changed.Count == 0 || now - _toldAt < LeastInterval)
            return null;
        (_told, _toldAt) = (board, now);
        var said = changed.Take(MostNamed).Select(p => DashboardTexts.Announced.With(p.Panel.Here(), board.ChipOf(p).Said()));
        var more = changed.Count - MostNamed;
        return string.Join(' ', more > 0 ? said.Append(DashboardTexts.AnnouncedMore.With(more)) : said);
    }
}
