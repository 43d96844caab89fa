using System.IO.Pipelines;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary><c>POST /v1/metrics</c>: OTLP/HTTP as OpenTelemetry exporters and collectors send it
/// (https://opentelemetry.io/docs/specs/otlp/#otlphttp).</summary>
internal static class OtlpEndpoint
{
    private const string Protobuf = "application/x-protobuf", JsonType = "application/json";

    // Deeper than any request is; what is deeper is passed over or refused, and never recursed into.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    public static RouteHandlerBuilder Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/v1/metrics", PostAsync).RequireAuthorization(Policies.Ingest).DisableAntiforgery()
            .WithTags("Readings").WithSummary("OTLP/HTTP metrics, as protobuf or JSON");

    private static async Task<IResult> PostAsync(
        HttpContext context, MetricCatalog catalog, ReadingWriter writer, ReportingCalendar calendar,
        IOptions<IngestionOptions> options, ReadingHorizon horizon, TimeProvider clock, CancellationToken cancellationToken)
    {
        var mediaType = context.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        var isJson = mediaType == JsonType;
        try
        {
            if (mediaType is not (Protobuf or JsonType))
                throw new Invalid($"Content-Type '{mediaType}' is not known. Use {Protobuf} or {JsonType}.", StatusCodes.Status415UnsupportedMediaType);
            var request = new OtlpRequest();
            await RequestBody.ReadAsync(context, options.Value.MostBytes, async body => request = await ParseAsync(body, isJson, cancellationToken));
            var known = catalog.Current;
            var batch = new BatchBuilder(new ReadingRules(known, context.User.UnitScope(), calendar, clock.GetUtcNow(), horizon.Start));
            var readings = new OtlpReadings(known, batch);
            readings.Add(request);
            await writer.WriteAsync(context.User.SourceName(), batch.Readings, batch.Counts, cancellationToken);
            return TypedResults.Bytes(OtlpAnswer.Partial(isJson, readings.RejectedPoints, readings.Reasons), isJson ? JsonType : Protobuf);
        }
        catch (Invalid e)
        {
            return new Refusal(e.Status, OtlpAnswer.Refused(isJson, e.Message), isJson ? JsonType : Protobuf);
        }
    }

    private static async Task<OtlpRequest> ParseAsync(Stream body, bool isJson, CancellationToken cancellationToken)
    {
        try
        {
            using var whole = await WholeBody.ReadAsync(body, cancellationToken);
            if (!isJson)
                return OtlpProtobuf.Read(PipeReader.Create(whole.Bytes).AsStream());
            using var document = JsonDocument.Parse(whole.Bytes, Strict);
            return OtlpJson.Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidProtocolBufferException)
        {
            throw new Invalid($"The body is not an ExportMetricsServiceRequest: {e.Message} Nothing was stored.");
        }
    }

    private sealed class Refusal(int status, byte[] body, string contentType) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.ContentType) = (status, contentType);
            return httpContext.Response.Body.WriteAsync(body).AsTask();
        }
    }
}
