using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Measurement.Annotations;

/// <summary>The room's door. Whoever finds annotations automatically adds an <see cref="IAnnotationSource"/> of its own.</summary>
public static class AnnotationsSetup
{
    public static IServiceCollection AddAnnotations(this IServiceCollection services)
    {
        services.TryAddSingleton<AnnotationReader>();
        services.TryAddSingleton<Annotate>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAnnotationSource, WaveMarks>());
        return services;
    }

    public static IEndpointRouteBuilder MapAnnotations(this IEndpointRouteBuilder endpoints)
    {
        AnnotationEndpoints.Map(endpoints);
        return endpoints;
    }
}
