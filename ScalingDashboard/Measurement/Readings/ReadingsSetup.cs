using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ScalingDashboard.Measurement.Readings;

/// <summary>The room's door.</summary>
public static class ReadingsSetup
{
    public static IServiceCollection AddReadings(this IServiceCollection services)
    {
        services.TryAddSingleton<SourceDirectory>();
        services.TryAddSingleton<ReadingWriter>();
        services.TryAddSingleton<BatchWithdrawal>();
        return services;
    }
}
