using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>The room's door.</summary>
public static class InsightsSetup
{
    public static IServiceCollection AddInsights(this IServiceCollection services)
    {
        services.TryAddSingleton<FigureReader>();
        services.TryAddSingleton<OutcomeReader>();
        services.TryAddSingleton<SeriesReader>();
        services.TryAddSingleton<RestatementReader>();
        return services;
    }

    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        SeriesEndpoint.Map(endpoints);
        RestatementsEndpoint.Map(endpoints);
        return endpoints;
    }
}
