using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Imports;

/// <summary>The feature's two doors.</summary>
public static class ImportsFeature
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddValidatedOptions<ImportsOptions>(ImportsOptions.Section);
        services.TryAddSingleton<ImportShelf>();
        services.TryAddSingleton<UploadGate>();
        services.TryAddSingleton<MappingMemory>();
        services.TryAddSingleton<ReceiveFile>();
        services.TryAddSingleton<MoveImport>();
        services.TryAddSingleton<ImportProgress>();
        services.TryAddSingleton<ImportSteps>();
        services.AddQueuedJob<ImportJob>("import");
        services.AddRecurringJob<ImportCleanupJob>("import-cleanup", TimeSpan.FromMinutes(15));
        services.AddSingleton(new NavigationItem(() => ImportsTexts.Imports, "/imports", 40, Policies.Ingest));
        return services;
    }

    public static IEndpointRouteBuilder MapImports(this IEndpointRouteBuilder endpoints)
    {
        ImportEndpoints.Map(endpoints);
        return endpoints;
    }
}
