using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Features.Reports;

/// <summary>Where a report is on its way.</summary>
public enum ReportState
{
    Queued,
    Running,
    Done,
    Failed,
}

/// <summary>One report that somebody ordered. It belongs to its orderer; nobody else learns that it exists.</summary>
public sealed class Report
{
    private Report()
    {
    }

    public Guid Id { get; private init; }

    public ReportState State { get; private set; }

    /// <summary>0 to 1.</summary>
    public double Progress { get; private set; }

    /// <summary>The dashboard's query string.</summary>
    public string Query { get; private init; } = "";

    /// <summary>The query in words, for lists.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What the orderer might see then. Whoever may see less now no longer finds the report.</summary>
    public string Scope { get; private init; } = "";

    /// <summary>Account id or API key id.</summary>
    public string RequestedBy { get; private init; } = "";

    public string FileName { get; private init; } = "";

    public byte[]? File { get; private set; }

    /// <summary>Bytes of <see cref="File"/>, so that lists need not read it.</summary>
    public int? Size { get; private set; }

    /// <summary>Why it failed, in words for its orderer.</summary>
    public Sentence? Error { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was last heard of: ordered, tried again, or a step further.</summary>
    public DateTimeOffset MovedAt { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Raised whenever this report moves.</summary>
    public Topic Topic => TopicOf(Id);

    public static Topic TopicOf(Guid id) => new($"report:{id:N}");

    /// <summary>Raised whenever one of an orderer's reports moves, comes or goes.</summary>
    public static Topic TopicOf(string requestedBy) => new($"reports:{requestedBy}");

    public static Report Order(string query, string title, string fileName, string scope, string requestedBy, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Query = query,
        Title = title,
        FileName = fileName,
        Scope = scope,
        RequestedBy = requestedBy,
        CreatedAt = now,
        MovedAt = now,
    };
}

/// <summary>The spelling of states in JSON, the database and on the page.</summary>
public static class ReportStates
{
    public static string Code(this ReportState state) => state switch
    {
        ReportState.Queued => "queued",
        ReportState.Running => "running",
        ReportState.Done => "done",
        ReportState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static ReportState Parse(string code) => Enum.GetValues<ReportState>().Single(state => state.Code() == code);

    public static bool IsFinished(this ReportState state) => state is ReportState.Done or ReportState.Failed;
}
