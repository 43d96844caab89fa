using ScalingDashboard.Platform.Access;

namespace ScalingDashboard.Features.Dashboard;

/// <summary><c>GET /api/v1/dashboard</c>: exactly the numbers on the page.</summary>
internal static class DashboardEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/dashboard", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("The four quadrants with their 16 panels");

    private static async Task<DashboardAnswer> GetAsync(HttpContext context, IDashboardSnapshots snapshots, CancellationToken cancellationToken)
    {
        var query = DashboardUrls.Parse(context.Request.QueryString.Value, context.User.UnitScope());
        return DashboardAnswer.Of(await snapshots.GetAsync(query, cancellationToken));
    }
}
