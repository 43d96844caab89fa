namespace ScalingDashboard.Features.Dashboard;

/// <summary>What the page loaded: a snapshot, the question that it answers, and why that is not the one asked.</summary>
/// <param name="Notice">Why the default view is shown instead of the one asked for; null when it is the one.</param>
public sealed record DashboardView(DashboardSnapshot Snapshot, DashboardQuery Query, string? Notice);
