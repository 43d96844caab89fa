using ScalingDashboard.Measurement.Ingestion.Csv;
using ScalingDashboard.Measurement.Ingestion.Json;
using ScalingDashboard.Measurement.Ingestion.Otlp;
using ScalingDashboard.Measurement.Ingestion.Tables;
using ScalingDashboard.Platform.Configuration;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>The room's door. A new format is one parser and one line here.</summary>
public static class IngestionSetup
{
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddValidatedOptions<IngestionOptions>(IngestionOptions.Section);
        services.AddSingleton<IngestionGate>();
        // The first that can write writes, and the framework's own always can.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, OtlpRefusals>());
        services.AddSingleton<IReadingParser, JsonReadingParser>();
        services.AddSingleton<IReadingParser, NdjsonReadingParser>();
        services.AddSingleton<IReadingParser, CsvReadingParser>();
        services.AddSingleton<TableChecker>();
        return services;
    }

    public static IEndpointRouteBuilder MapIngestion(this IEndpointRouteBuilder endpoints)
    {
        var gate = endpoints.ServiceProvider.GetRequiredService<IngestionGate>();
        ReadingsEndpoint.Map(endpoints).AddEndpointFilter(gate);
        OtlpEndpoint.Map(endpoints).AddEndpointFilter(gate);
        BatchesEndpoint.Map(endpoints);
        QuarantineEndpoints.Map(endpoints);
        return endpoints;
    }
}
