using ScalingDashboard.Platform.Language;

namespace ScalingDashboard.Features.Reports;

/// <summary>What the page says about reports.</summary>
internal static class ReportWords
{
    private const double Kilo = 1024;

    /// <summary>What a job leaves for whoever looks later.</summary>
    public static Sentence Say(string key, params object?[] places) => new(ReportsTexts.ResourceManager, key, places);

    public static string State(ReportState state) => state switch
    {
        ReportState.Queued => ReportsTexts.StateWaiting,
        ReportState.Running => ReportsTexts.StateRunning,
        ReportState.Done => ReportsTexts.StateReady,
        ReportState.Failed => ReportsTexts.StateFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What the page says about the report that was just ordered.</summary>
    public static string Notice(ReportState state) => state switch
    {
        ReportState.Queued or ReportState.Running => ReportsTexts.NoticeRunning,
        ReportState.Done => ReportsTexts.NoticeReady,
        ReportState.Failed => ReportsTexts.NoticeFailed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>"Waiting", "Being written, 40 %".</summary>
    public static string Progress(ReportCard report) => report.State == ReportState.Queued
        ? State(report.State)
        : ReportsTexts.Running.With(State(report.State), report.Progress * 100);

    public static string Raw(double progress) => progress.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Size(int? bytes) => bytes switch
    {
        null => "—",
        < (int)(Kilo * Kilo) => ReportsTexts.Kilobytes.With(bytes / Kilo),
        _ => ReportsTexts.Megabytes.With(bytes / Kilo / Kilo),
    };

    /// <summary>How long reports stay.</summary>
    public static string Kept(TimeSpan time) => time.TotalDays >= 1 ? ReportsTexts.KeptDays.With(time.TotalDays) : ReportsTexts.KeptHours.With(time.TotalHours);
}
