using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Ui;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard.Wall;

/// <summary>A judgement, and the panels it is about, worst first.</summary>
public sealed record WallException(ChipState State, string Names);

/// <summary>What a wall says in words: nothing there can be asked for by a hand.</summary>
public static class WallText
{
    /// <summary>As many letters of names as one line holds beside their judgements.</summary>
    private const int MostLetters = 66;

    private static readonly ChipState[] Worst = [ChipState.Error, ChipState.OffTrack, ChipState.AtRisk, ChipState.Stale, ChipState.Incomplete];

    /// <summary>The panels a reader should look at first, by judgement, and how many more there are. At least one is named, more while
    /// they fit in one line.</summary>
    public static (IReadOnlyList<WallException> Named, int More) Exceptions(Board board)
    {
        var panels = Worst.SelectMany(state => board.Snapshot.Panels.Where(panel => board.ChipOf(panel) == state).Select(panel => (State: state, panel.Panel.Name))).ToList();
        var (count, letters) = (0, 0);
        while (count < panels.Count && (count == 0 || letters + panels[count].Name.Length <= MostLetters))
            letters += panels[count++].Name.Length;
        return ([.. panels.Take(count).GroupBy(panel => panel.State, (state, group) => new WallException(state, string.Join(", ", group.Select(panel => panel.Name))))], panels.Count - count);
    }

    /// <summary>When a figure that is late or stale was last known: "as of 14:05", "as of 25 Nov". Null while it is fresh.</summary>
    public static string? AsOf(Figure figure, Board board) =>
        figure.LastAt is { } last && PanelText.Age(figure, board.Snapshot.AsOf, board.Now) is AgeState.Late or AgeState.Stale
            ? $"as of {Moment(last, board)}"
            : null;

    /// <summary>"14:05" of today, "25 Nov, 14:05" of another day.</summary>
    public static string Moment(DateTimeOffset at, Board board)
    {
        var (then, now) = (TimeZoneInfo.ConvertTime(at, board.Zone), TimeZoneInfo.ConvertTime(board.Now, board.Zone));
        return then.ToString(then.Date == now.Date ? "HH:mm" : "d MMM, HH:mm", Formatting.English);
    }
}
