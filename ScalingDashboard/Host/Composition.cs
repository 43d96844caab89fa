using ScalingDashboard.Features.Account;
using ScalingDashboard.Features.Dashboard;
using ScalingDashboard.Features.DataQuality;
using ScalingDashboard.Features.Demonstration;
using ScalingDashboard.Features.Imports;
using ScalingDashboard.Features.Reports;
using ScalingDashboard.Features.Wallboard;
using ScalingDashboard.Host.Shell;
using ScalingDashboard.Measurement.Annotations;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Ingestion;
using ScalingDashboard.Measurement.Insights;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Measurement.Rollups;
using ScalingDashboard.Measurement.Targets;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Platform.Jobs;
using ScalingDashboard.Platform.Language;
using ScalingDashboard.Platform.Live;

namespace ScalingDashboard.Host;

/// <summary>The list of everybody: platform, measurement, one line for each feature. A test finds a room that is missing.</summary>
internal static class Composition
{
    public static void AddAll(this IServiceCollection services)
    {
        services.AddEdge();

        services.AddLanguage();
        services.AddData();
        services.AddAccess();
        services.AddLive();
        services.AddJobs();

        services.AddCatalog();
        services.AddReadings();
        services.AddIngestion();
        services.AddRollups();
        services.AddAnnotations();
        services.AddTargets();
        services.AddInsights();

        services.AddDashboard();
        services.AddDataQuality();
        services.AddDemonstration();
        services.AddReports();
        services.AddImports();
        services.AddWallboard();
        services.AddAccount();

        services.AddShell();
    }

    public static void MapAll(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapEdge();

        endpoints.MapData();

        endpoints.MapCatalog();
        endpoints.MapIngestion();
        endpoints.MapAnnotations();
        endpoints.MapTargets();
        endpoints.MapInsights();

        endpoints.MapDashboard();
        endpoints.MapReports();
        endpoints.MapImports();
        endpoints.MapWallboard();
        endpoints.MapAccount();

        endpoints.MapShell();
    }
}
