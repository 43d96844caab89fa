using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion.Otlp;

/// <summary><c>POST /v1/metrics</c>: OTLP/HTTP as OpenTelemetry exporters and collectors send it
/// (https://opentelemetry.io/docs/specs/otlp/#otlphttp). Refusals are written by <see cref="OtlpRefusals"/>.</summary>
internal static class OtlpEndpoint
{
    public const string Path = "/v1/metrics";

    public const string Protobuf = "application/x-protobuf", Json = "application/json";

    public static RouteHandlerBuilder Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, PostAsync).RequireAuthorization(Policies.Ingest).DisableAntiforgery()
            .WithTags("Readings").WithSummary("OTLP/HTTP metrics, as protobuf or JSON");

    /// <summary>In lower case and without parameters.</summary>
    public static string MediaType(HttpRequest request) => request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";

    private static async Task<IResult> PostAsync(
        HttpContext context, MetricCatalog catalog, ReadingWriter writer, ReportingCalendar calendar,
        IOptions<IngestionOptions> options, ReadingHorizon horizon, TimeProvider clock, CancellationToken cancellationToken)
    {
        var mediaType = MediaType(context.Request);
        if (mediaType is not (Protobuf or Json))
            throw new Invalid($"Content-Type '{mediaType}' is not known. Use {Protobuf} or {Json}.", StatusCodes.Status415UnsupportedMediaType);
        var known = catalog.Current;
        using var batch = new BatchBuilder(new ReadingRules(known, context.User.UnitScope(), calendar, clock.GetUtcNow(), horizon.Start));
        var readings = new OtlpReadings(known, batch);
        await RequestBody.ReadAsync(context, options.Value.MostBytesHeld, body => ReadAsync(body, LengthOf(context.Request, options.Value), mediaType == Json, readings, cancellationToken));
        var outcome = await writer.WriteAsync(context.User.SourceName(), batch.Incoming, cancellationToken);
        return TypedResults.Bytes(OtlpAnswer.Partial(mediaType == Json, readings.RejectedPoints, readings.ReasonsWith(outcome.Aside ?? [])), mediaType);
    }

    private static int LengthOf(HttpRequest request, IngestionOptions options) => (int)Math.Min(request.ContentLength ?? 0, options.MostBytesHeld);

    /// <param name="length">Of the body, as far as it was told: enough room for all of it at once.</param>
    private static async Task ReadAsync(Stream body, int length, bool isJson, OtlpReadings readings, CancellationToken cancellationToken)
    {
        var place = new OtlpPlace();
        try
        {
            using var held = new MemoryStream(length);
            await body.CopyToAsync(held, cancellationToken);
            var bytes = new ArraySegment<byte>(held.GetBuffer(), 0, (int)held.Length);
            if (isJson)
                OtlpJson.Read(Utf8Lines.WithoutMark(bytes), place, readings.Add);
            else
                foreach (var sample in OtlpProtobuf.Read(bytes, place))
                    readings.Add(sample);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidProtocolBufferException)
        {
            throw new Invalid($"The body is not an ExportMetricsServiceRequest: {place.Words}{e.Message} Nothing was stored.");
        }
    }
}
