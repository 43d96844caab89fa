using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Features.Dashboard;

/// <summary><c>GET /api/v1/dashboard</c>: exactly the numbers on the page.</summary>
internal static class DashboardEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v1/dashboard", GetAsync).RequireAuthorization(Policies.Read)
            .WithTags("Figures").WithSummary("The four quadrants with their 16 panels");

    private static async Task<DashboardAnswer> GetAsync(HttpContext context, IDashboardSnapshots snapshots, CancellationToken cancellationToken)
    {
        if (context.Request.Query.ContainsKey("asOf"))
            throw new Invalid("asOf: figures as known at an earlier moment are not available in this version. Leave it out.", StatusCodes.Status422UnprocessableEntity);
        var query = DashboardUrls.Parse(context.Request.QueryString.Value, context.User.UnitScope());
        return DashboardAnswer.Of(await snapshots.GetAsync(query, cancellationToken));
    }
}
