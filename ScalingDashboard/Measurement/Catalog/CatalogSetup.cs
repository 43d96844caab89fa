using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Measurement.Catalog.Seed;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Catalog;

/// <summary>The room's door.</summary>
public static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddValidatedOptions<ReportingOptions>(ReportingOptions.Section);
        services.AddValidatedOptions<RolloutOptions>(RolloutOptions.Section);
        services.TryAddSingleton<ReportingCalendar>();
        services.TryAddSingleton<MetricCatalog>();
        services.TryAddSingleton<CatalogStore>();
        services.TryAddSingleton<IUnitDirectory, UnitDirectory>();
        services.AddValidatedOptions<SeedOptions>(SeedOptions.Section);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISeeder, CatalogSeeder>());
        services.AddHostedService<CatalogRefresher>();
        return services;
    }

    public static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder endpoints)
    {
        CatalogEndpoints.Map(endpoints);
        return endpoints;
    }
}
