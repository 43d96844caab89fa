using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog.Seed;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Demonstration;

/// <summary>The feature's door: it has no pages, and does nothing on an installation without a demo company.</summary>
public static class DemonstrationFeature
{
    public static IServiceCollection AddDemonstration(this IServiceCollection services)
    {
        services.AddValidatedOptions<DemonstrationOptions>(DemonstrationOptions.Section);
        services.AddValidatedOptions<SimulatorOptions>(SimulatorOptions.Section);
        services.TryAddSingleton<DemoChoice>();
        services.TryAddSingleton<DemoProgress>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStatusNote, DemoNote>());
        services.TryAddSingleton<DemoStore>();
        services.TryAddSingleton<DemoSender>();
        services.TryAddSingleton<DemoLoader>();
        services.TryAddSingleton<LiveSimulator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICatalogAdaptation, DemoCatalogAdaptation>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISeeder, DemoOrigin>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISeeder, DemoSeeder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAnnotationSource, DemoWaves>());
        services.AddHostedService<DemoRunner>();
        return services;
    }
}
