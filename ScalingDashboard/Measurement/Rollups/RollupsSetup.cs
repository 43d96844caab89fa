using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Rollups.Mirror;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Measurement.Rollups;

/// <summary>The room's door.</summary>
public static class RollupsSetup
{
    public static IServiceCollection AddRollups(this IServiceCollection services)
    {
        services.AddValidatedOptions<RollupOptions>(RollupOptions.Section);
        services.TryAddSingleton<WaitingReadings>();
        services.TryAddSingleton<RollupWork>();
        services.TryAddSingleton<RollupMirror>();
        services.TryAddSingleton<RollupVersions>();
        services.TryAddSingleton<IPassWaits>(provider => provider.GetRequiredService<RollupVersions>());
        services.TryAddSingleton<RollupReader>();
        services.TryAddSingleton<LatestByUnit>();
        services.TryAddSingleton<RestatedDays>();
        services.TryAddSingleton<DayVersions>();
        services.TryAddSingleton<ReportingSystems>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDefinitionFollower, RuleChanges>());
        services.TryAddSingleton<MinuteReader>();
        services.TryAddSingleton<KnownSource>();
        services.TryAddSingleton<StandbyWatch>();
        services.AddSingleton<IStatusNote>(provider => provider.GetRequiredService<StandbyWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<StandbyWatch>());
        services.AddScoped<ISeeder, RollupZone>();
        services.AddHostedService(provider => provider.GetRequiredService<RollupVersions>());
        services.AddHostedService<MirrorLoader>();
        services.AddHostedService<RollupPump>();
        services.AddRecurringJob<RollupJob>("rollup", TimeSpan.FromSeconds(2));
        services.AddRecurringJob<RollupCleanupJob>("rollup-cleanup", TimeSpan.FromHours(6));
        services.AddRecurringJob<RetentionJob>("retention", TimeSpan.FromHours(24));
        return services;
    }
}
