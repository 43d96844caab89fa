using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The room's door.</summary>
public static class RollupsSetup
{
    public static IServiceCollection AddRollups(this IServiceCollection services)
    {
        services.TryAddSingleton<RollupWork>();
        services.TryAddSingleton<RollupVersions>();
        services.TryAddSingleton<RollupReader>();
        services.AddHostedService(provider => provider.GetRequiredService<RollupVersions>());
        services.AddHostedService<RollupPump>();
        return services;
    }
}
