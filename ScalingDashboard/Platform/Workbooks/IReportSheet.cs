namespace ScalingDashboard.Platform.Workbooks;

/// <summary>One or more sheets that a feature contributes to every report. Registered scoped: all contributions to one
/// report come from one scope, so they can share what they read and show the same moment.</summary>
public interface IReportSheet
{
    /// <summary>Place in the workbook, lowest first: the summary 0, quadrants 100, data 800, definitions 900.</summary>
    int Order { get; }

    Task WriteAsync(ReportWorkbook workbook, ReportRequest request, CancellationToken cancellationToken);
}

/// <summary>What was asked for.</summary>
/// <param name="Query">A dashboard's query string, for example <c>period=12m&amp;region=EMEA</c>.</param>
/// <param name="Scope">The asker's unit scope as text: a report shows no more than its asker may see.</param>
/// <param name="RequestedBy">The asker's account id.</param>
/// <param name="At">When it was asked for.</param>
public sealed record ReportRequest(string Query, string Scope, string RequestedBy, DateTimeOffset At);
