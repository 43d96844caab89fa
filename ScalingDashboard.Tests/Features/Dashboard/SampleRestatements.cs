using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>One restatement of every metric, of a derived one for each that it is made of; and more that are not listed.</summary>
internal sealed class SampleRestatements : IPanelRestatements
{
    public int Asked { get; private set; }

    public Exception? Failure { get; set; }

    /// <summary>What derived metrics are made of; while it is empty, of themselves.</summary>
    public IReadOnlyList<Metric> Inputs { get; set; } = [];

    public Task<RestatementPage> ReadAsync(DashboardSnapshot shown, DashboardQuery query, Metric metric, int limit, CancellationToken cancellationToken)
    {
        Asked++;
        var changed = metric.Derived is null || Inputs.Count == 0 ? [metric] : Inputs;
        return Failure is null
            ? Task.FromResult(new RestatementPage([.. changed.Select(m => new Restatement(m, new DateOnly(2026, 11, 2), Samples.Noon, 141, 130, ["FIN-DE"], "erp", 12, Samples.Noon))], true))
            : Task.FromException<RestatementPage>(Failure);
    }
}
