using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Platform.Live;

/// <summary>The room's door.</summary>
public static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LiveFeed>();
        services.TryAddSingleton<LivePublisher>();
        services.TryAddSingleton<LiveLatency>();
        services.AddHostedService<LiveBridge>();
        return services;
    }
}
