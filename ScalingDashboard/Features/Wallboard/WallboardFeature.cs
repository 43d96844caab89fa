using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>The feature's two doors.</summary>
public static class WallboardFeature
{
    public static IServiceCollection AddWallboard(this IServiceCollection services)
    {
        services.TryAddSingleton<PairingThrottle>();
        services.TryAddSingleton<PairScreen>();
        services.TryAddSingleton<RevokeScreen>();
        services.AddSingleton(new NavigationItem(() => WallboardTexts.Screens, DevicesPage.Href, 60, Policies.Pair));
        return services;
    }

    public static IEndpointRouteBuilder MapWallboard(this IEndpointRouteBuilder endpoints)
    {
        WallboardEndpoints.Map(endpoints);
        return endpoints;
    }
}
