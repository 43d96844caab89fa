using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>A figure as cells: the API's own numbers, and what is worked out from them as live formulas.</summary>
internal static class FigureCells
{
    /// <summary>What a reader needs at a glance.</summary>
    public static readonly IReadOnlyList<string> Headers =
        ["Value", "Unit", "Previous", "Change", "Change %", "Target", "% of target", "Status", "Freshness", "Coverage"];

    /// <summary>What explains it.</summary>
    public static readonly IReadOnlyList<string> MoreHeaders = ["Why", "Last reading", "Units reported", "Units expected"];

    /// <summary>The cells below <see cref="Headers"/>.</summary>
    public static IReadOnlyList<Cell> Of(Figure figure)
    {
        var format = FormatOf(figure.Metric.Unit);
        return
        [
            Cell.NumberOrDash(figure.Value, format),
            Cell.Text(figure.Metric.Unit),
            Cell.NumberOrDash(figure.Previous, format),
            Change(figure, format),
            ChangePercent(figure),
            Cell.NumberOrDash(figure.Target, format),
            ShareOfTarget(figure.Value, figure.Target),
            Status(figure),
            Freshness(figure),
            Cell.NumberOrDash(figure.Coverage, CellFormat.Fraction),
        ];
    }

    /// <summary>The cells below <see cref="MoreHeaders"/>.</summary>
    public static IReadOnlyList<Cell> MoreOf(Figure figure, TimeZoneInfo zone) =>
    [
        Cell.Text((figure.Reason.IsEmpty ? figure.StatusReason : figure.Reason).ToString()),
        Cell.Moment(figure.LastAt, zone),
        Cell.Number(figure.ReportingUnits, CellFormat.Whole),
        Cell.Number(figure.ExpectedUnits, CellFormat.Whole),
    ];

    public static string FormatOf(string unit) => unit switch
    {
        "USD" => CellFormat.Dollars,
        "%" => CellFormat.PercentPoints,
        "count" => CellFormat.Whole,
        _ => CellFormat.OneDecimal,
    };

    /// <summary>Value over target; needs columns of these names.</summary>
    public static Cell ShareOfTarget(decimal? value, decimal? target) => Cell.Formula(
        "IF(AND(ISNUMBER({Value}),ISNUMBER({Target})),IF({Target}>0,{Value}/{Target},\"n/a\"),\"n/a\")", CellFormat.Fraction,
        value is { } v && target is > 0 and { } t ? Cell.Number(v / t, CellFormat.Fraction) : NotApplicable);

    /// <summary>A status as shape, word and colour.</summary>
    public static Cell Status(TargetStatus status, string unknown) => status switch
    {
        TargetStatus.OnTrack => Cell.Text("● On track") with { Tone = CellTone.Good },
        TargetStatus.AtRisk => Cell.Text("▲ At risk") with { Tone = CellTone.Warn },
        TargetStatus.OffTrack => Cell.Text("◆ Off track") with { Tone = CellTone.Bad },
        TargetStatus.Unknown => Cell.Text($"○ {unknown}") with { Tone = CellTone.Muted },
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static Cell NotApplicable => Cell.Text("n/a");

    private static Cell Status(Figure figure) => Status(figure.Status, figure switch
    {
        { Value: null } => "No data",
        { Target: null } => "No target",
        _ => "Incomplete",
    });

    private static Cell Change(Figure figure, string format) => Cell.Formula(
        "IF(AND(ISNUMBER({Value}),ISNUMBER({Previous})),{Value}-{Previous},\"n/a\")", format,
        figure.Value - figure.Previous is { } change ? Cell.Number(change, format) : NotApplicable);

    // Percentages and points change in points; a share of a share would mislead. A base of zero or less has no share.
    private static Cell ChangePercent(Figure figure) => figure.Metric.Unit is "%" or "points"
        ? NotApplicable
        : Cell.Formula(
            "IF(AND(ISNUMBER({Value}),ISNUMBER({Previous})),IF({Previous}>0,{Value}/{Previous}-1,\"n/a\"),\"n/a\")", CellFormat.Fraction,
            figure.Value is { } value && figure.Previous is > 0 and { } previous
                ? Cell.Number((value / previous) - 1, CellFormat.Fraction)
                : NotApplicable);

    private static Cell Freshness(Figure figure) => figure.Freshness switch
    {
        Measurement.Insights.Freshness.None => Cell.Text("No data yet") with { Tone = CellTone.Muted },
        Measurement.Insights.Freshness.Live => Cell.Text("Live"),
        Measurement.Insights.Freshness.Late => Cell.Text("Late") with { Tone = CellTone.Warn },
        Measurement.Insights.Freshness.Stale => Cell.Text("Stale") with { Tone = CellTone.Warn },
        Measurement.Insights.Freshness.Error => Cell.Text("Error") with { Tone = CellTone.Bad },
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };
}
