using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The room's door.</summary>
public static class ReadingsSetup
{
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.AddValidatedOptions<RetentionOptions>(RetentionOptions.Section);
        services.TryAddSingleton<ReadingHorizon>();
        services.AddScoped<ISeeder>(provider => provider.GetRequiredService<ReadingHorizon>());
        services.TryAddSingleton<SourceDirectory>();
        services.TryAddSingleton<Intake>();
        services.AddHostedService(provider => provider.GetRequiredService<Intake>());
        services.TryAddSingleton<ReadingWriter>();
        services.TryAddSingleton<BatchWithdrawal>();
        services.TryAddSingleton<ReadingLookup>();
        services.TryAddSingleton<IntakeReader>();
        services.TryAddSingleton<QuarantineReader>();
        services.TryAddSingleton<QuarantineDecisions>();
        services.AddRecurringJob<CountCleanupJob>("count-cleanup", TimeSpan.FromHours(6));
        services.AddRecurringJob<AnswerCleanupJob>("idempotency-cleanup", TimeSpan.FromHours(6));
        services.AddRecurringJob<IntakeCleanupJob>("intake-cleanup", TimeSpan.FromHours(6));
        return services;
    }
}
