using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Features.Dashboard.DrillDown;
using ScalingDashboard.Features.Dashboard.Sheets;
using ScalingDashboard.Features.Dashboard.Views;
using ScalingDashboard.Features.Dashboard.Wall;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Dashboard;

/// <summary>The feature's two doors.</summary>
public static class DashboardFeature
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton<IDashboardSnapshots, DashboardSnapshots>();
        services.TryAddSingleton<PacedSnapshots>();
        services.TryAddSingleton<IPanelRestatements, PanelRestatements>();
        services.TryAddSingleton<MetricSeries>();
        services.TryAddSingleton<IMetricReader, MetricReader>();
        services.TryAddSingleton<ISavedViews, SavedViews>();
        services.TryAddSingleton<HubRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<HubRelay>());
        services.AddSignalR();
        services.AddDashboardSheets();
        services.TryAddSingleton<IWallPicture, DashboardPicture>();
        services.AddSingleton(new NavigationItem(() => DashboardTexts.Dashboard, "/", 0, Policies.Read));
        return services;
    }

    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder endpoints)
    {
        DashboardEndpoint.Map(endpoints);
        endpoints.MapHub<DashboardHub>("/hubs/dashboard");
        return endpoints;
    }
}
