using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Answers every question with the snapshot that a test has laid down, and counts the questions.</summary>
internal sealed class FixedSnapshots : IDashboardSnapshots
{
    public volatile DashboardSnapshot Snapshot = BoardSamples.Snapshot();

    public Exception? Failure { get; set; }

    public DashboardSnapshot? Recent { get; set; }

    public List<DashboardQuery> Asked { get; } = [];

    public LoadCounter Counter { get; } = new();

    public DashboardSnapshot? LastKnown(DashboardQuery query) => Recent;

    /// <summary>Answers wait for it.</summary>
    public Task Until { get; set; } = Task.CompletedTask;

    public async Task<DashboardSnapshot> GetAsync(DashboardQuery query, CancellationToken cancellationToken)
    {
        lock (Asked)
            Asked.Add(query);
        Counter.Count();
        if (query.Filter.Regions.Contains("MARS"))
            throw new Invalid("The region 'MARS' does not exist.");
        await Until;
        return Failure is null ? Snapshot : throw Failure;
    }
}
