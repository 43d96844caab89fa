using ScalingDashboard.Platform.Workbooks;

namespace ScalingDashboard.Features.Dashboard.Sheets;

/// <summary>What the dashboard contributes to a report.</summary>
public static class DashboardSheets
{
    public static IServiceCollection AddDashboardSheets(this IServiceCollection services)
    {
        services.AddSingleton<IReportSubject, DashboardSubject>();
        services.AddScoped<DashboardReport>();
        services.AddScoped<IReportSheet, SummarySheet>();
        services.AddScoped<IReportSheet, QuadrantSheets>();
        services.AddScoped<IReportSheet, RestatementsSheet>();
        services.AddScoped<IReportSheet, DataSheet>();
        services.AddScoped<IReportSheet, DefinitionsSheet>();
        return services;
    }
}
