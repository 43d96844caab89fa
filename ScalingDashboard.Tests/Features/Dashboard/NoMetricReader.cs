using ScalingDashboard.Features.Dashboard.DrillDown;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Never answers: what a panel shows while the parts of its figure are read. Answers are tested in a real browser.</summary>
internal sealed class NoMetricReader : IMetricReader
{
    public Exception? Failure { get; set; }

    public Task<MetricView> ReadAsync(MetricQuestion question, MetricView? before, CancellationToken cancellationToken) =>
        Failure is { } failure ? Task.FromException<MetricView>(failure) : new TaskCompletionSource<MetricView>().Task.WaitAsync(cancellationToken);
}
