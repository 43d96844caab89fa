using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Ui.Cards;

namespace ScalingDashboard.Features.Dashboard.Wall;

/// <summary>A judgement, and the panels it is about, worst first.</summary>
public sealed record WallException(ChipState State, string Names);

/// <summary>What a wall says in words: nothing there can be asked for by a hand.</summary>
public static class WallText
{
    /// <summary>Letters in one line: where all quadrants stand, and in the larger size of one that stands alone.</summary>
    public const int LineOfFour = 93, LineOfOne = 66;

    // What a judgement takes of the line, with its shape and the room around it.
    private const int Judgement = 11;

    // And what lies between two names.
    private const int Between = 2;

    private static readonly ChipState[] Worst = [ChipState.Error, ChipState.OffTrack, ChipState.AtRisk, ChipState.Stale, ChipState.Incomplete];

    /// <summary>The panels a reader should look at first, by judgement, and how many more there are. At least one is named, more while
    /// they fit in one line.</summary>
    /// <param name="line">How many letters it holds.</param>
    public static (IReadOnlyList<WallException> Named, int More) Exceptions(Board board, int line)
    {
        var panels = Worst.SelectMany(state => board.Snapshot.Panels.Where(panel => board.ChipOf(panel) == state).Select(panel => (State: state, panel.Panel.Name))).ToList();
        var (count, letters) = (0, 0);
        for (; count < panels.Count; count++)
        {
            letters += panels[count].Name.Length + (count > 0 && panels[count - 1].State == panels[count].State ? Between : Judgement);
            if (count > 0 && letters > line)
                break;
        }
        return ([.. panels.Take(count).GroupBy(panel => panel.State, (state, group) => new WallException(state, string.Join(", ", group.Select(panel => panel.Name))))], panels.Count - count);
    }

    /// <summary>When a figure that is late or stale was last known: "as of 14:05", "as of 25 Nov". Null while it is fresh.</summary>
    public static string? AsOf(Figure figure, Board board) =>
        figure.LastAt is { } last && PanelText.Age(figure, board.Snapshot.AsOf, board.Now) is AgeState.Late or AgeState.Stale
            ? WallTexts.AsOfFigure.With(IsToday(last, board) ? Moment(last, board) : Local(last, board).ToString("d MMM", CultureInfo.CurrentCulture))
            : null;

    /// <summary>"14:05" of today, "25 Nov, 14:05" of another day.</summary>
    public static string Moment(DateTimeOffset at, Board board) =>
        Local(at, board).ToString(IsToday(at, board) ? "HH:mm" : "d MMM, HH:mm", CultureInfo.CurrentCulture);

    private static bool IsToday(DateTimeOffset at, Board board) => Local(at, board).Date == Local(board.Now, board).Date;

    private static DateTimeOffset Local(DateTimeOffset at, Board board) => TimeZoneInfo.ConvertTime(at, board.Zone);
}
