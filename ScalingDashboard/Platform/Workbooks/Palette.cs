using ClosedXML.Excel;

namespace ScalingDashboard.Platform.Workbooks;

/// <summary>The page's colours for a light ground; all have a contrast above 4.5 on white.</summary>
internal static class Palette
{
    public static readonly XLColor Muted = XLColor.FromHtml("#5A6472");
    public static readonly XLColor Header = XLColor.FromHtml("#E4E8ED");
    public static readonly XLColor Line = XLColor.FromHtml("#A9B3C0");
    private static readonly XLColor Text = XLColor.FromHtml("#14181F");
    private static readonly XLColor Good = XLColor.FromHtml("#00704A");
    private static readonly XLColor Warn = XLColor.FromHtml("#8A5200");
    private static readonly XLColor Bad = XLColor.FromHtml("#B3261E");

    public static XLColor Of(CellTone tone) => tone switch
    {
        CellTone.Neutral => Text,
        CellTone.Muted => Muted,
        CellTone.Good => Good,
        CellTone.Warn => Warn,
        CellTone.Bad => Bad,
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };
}
