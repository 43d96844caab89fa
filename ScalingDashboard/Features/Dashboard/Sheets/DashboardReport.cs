using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>The snapshot behind one report: read once, so that all its sheets show the same moment.</summary>
internal sealed class DashboardReport(IDashboardSnapshots snapshots)
{
    private Task<DashboardSnapshot>? _snapshot;

    public Task<DashboardSnapshot> ReadAsync(ReportRequest request, CancellationToken cancellationToken) =>
        _snapshot ??= snapshots.GetAsync(DashboardUrls.Parse(request.Query, UnitScope.Parse(request.Scope)), cancellationToken);
}
