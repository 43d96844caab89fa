using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Insights.Breakdowns;
using ScalingDashboard.Measurement.Insights.Changes;
using ScalingDashboard.Measurement.Insights.Forecasting;
using ScalingDashboard.Measurement.Insights.Unusual;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Insights;

/// <summary>The room's door.</summary>
public static class InsightsSetup
{
    public static IServiceCollection AddInsights(this IServiceCollection services)
    {
        services.TryAddSingleton<KnownMoments>();
        services.TryAddSingleton<BaselineReader>();
        services.TryAddSingleton<FigureReader>();
        services.TryAddSingleton<OutcomeReader>();
        services.TryAddSingleton<SeriesReader>();
        services.TryAddSingleton<RestatementReader>();
        services.TryAddSingleton<ChangeReader>();
        services.TryAddSingleton<BreakdownReader>();
        services.TryAddSingleton<ForecastReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAnnotationSource, IncidentMarks>());
        services.AddRecurringJob<BaselineJob>("baselines", TimeSpan.FromSeconds(10));
        return services;
    }

    public static IEndpointRouteBuilder MapInsights(this IEndpointRouteBuilder endpoints)
    {
        SeriesEndpoint.Map(endpoints);
        RestatementsEndpoint.Map(endpoints);
        ChangeEndpoint.Map(endpoints);
        ForecastEndpoint.Map(endpoints);
        return endpoints;
    }
}
