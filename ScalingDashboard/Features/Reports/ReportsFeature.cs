using Microsoft.Extensions.DependencyInjection.Extensions;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Reports;

/// <summary>The feature's two doors.</summary>
public static class ReportsFeature
{
    public static IServiceCollection AddReports(this IServiceCollection services)
    {
        services.AddValidatedOptions<ReportsOptions>(ReportsOptions.Section);
        services.TryAddSingleton<ReportShelf>();
        services.TryAddSingleton<OrderReport>();
        services.TryAddSingleton<RetryReport>();
        services.AddQueuedJob<ReportJob>("report");
        services.AddRecurringJob<ReportCleanupJob>("report-cleanup", TimeSpan.FromMinutes(10));
        services.AddSingleton(new NavigationItem(() => ReportsTexts.Reports, "/reports", 50, Policies.Read));
        return services;
    }

    public static IEndpointRouteBuilder MapReports(this IEndpointRouteBuilder endpoints)
    {
        ReportEndpoints.Map(endpoints);
        return endpoints;
    }
}
