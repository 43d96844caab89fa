using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Measurement.Targets;

/// <summary>The room's door.</summary>
public static class TargetsSetup
{
    public static IServiceCollection AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton<SetTargets>();
        return services;
    }

    public static IEndpointRouteBuilder MapTargets(this IEndpointRouteBuilder endpoints)
    {
        TargetEndpoints.Map(endpoints);
        return endpoints;
    }
}
