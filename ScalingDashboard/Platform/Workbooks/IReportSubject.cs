namespace ScalingDashboard.Platform.Workbooks;

/// <summary>Says what a report's query asks for. Contributed by the feature whose query string it is.</summary>
public interface IReportSubject
{
    /// <exception cref="Data.Invalid">The query cannot be answered; the message names the place.</exception>
    ReportSubject Describe(string query, string scope);
}

/// <param name="Query">The same query in its shortest form, without what does not belong to it.</param>
/// <param name="Title">In words, for lists: "12 months, EMEA".</param>
/// <param name="Period">The period as part of a file's name: "12m".</param>
public sealed record ReportSubject(string Query, string Title, string Period);
