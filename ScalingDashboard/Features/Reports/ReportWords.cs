namespace ScalingDashboard.Features.Reports;

/// <summary>What the page says about reports.</summary>
internal static class ReportWords
{
    private const double Kilo = 1024;

    public static string State(ReportState state) => state switch
    {
        ReportState.Queued => "Waiting",
        ReportState.Running => "Being written",
        ReportState.Done => "✓ Ready",
        ReportState.Failed => "◆ Failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>What the page says about the report that was just ordered.</summary>
    public static string Notice(ReportState state) => state switch
    {
        ReportState.Queued or ReportState.Running => "The report is being written. You may leave this page; it will be here.",
        ReportState.Done => "The report is ready: download it below.",
        ReportState.Failed => "The report could not be written. What went wrong is said below; try again there.",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>"Waiting", "Being written, 40 %".</summary>
    public static string Progress(ReportCard report) => report.State == ReportState.Queued
        ? State(report.State)
        : string.Create(CultureInfo.InvariantCulture, $"{State(report.State)}, {report.Progress * 100:0}\u202F%");

    public static string Raw(double progress) => progress.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Size(int? bytes) => bytes switch
    {
        null => "—",
        < (int)(Kilo * Kilo) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo:0}\u202FkB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / Kilo / Kilo:0.0}\u202FMB"),
    };

    public static string Days(TimeSpan time) => time.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours");
}
