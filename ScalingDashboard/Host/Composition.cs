using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Host;

/// <summary>The list of everybody: platform, measurement, one line for each feature. A test finds a room that is missing.</summary>
internal static class Composition
{
    public static void AddAll(this IServiceCollection services)
    {
        services.AddEdge();

        services.AddData();
        services.AddSingleton<LiveFeed>();
    }

    public static void MapAll(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapEdge();

        endpoints.MapData();
    }
}
