using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary><c>POST /api/v1/readings</c>: checks each reading, stores the good ones in one transaction, answers after commit.</summary>
internal static class ReadingsEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/readings", PostAsync).RequireAuthorization(Policies.Ingest)
            .DisableAntiforgery()
            .WithTags("Readings").WithSummary("Send a batch of readings as JSON, NDJSON or CSV")
            .Produces<IngestionReport>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);

    private static async Task<IngestionReport> PostAsync(
        HttpContext context, IEnumerable<IReadingParser> parsers, MetricCatalog catalog, ReadingWriter writer,
        ReportingCalendar calendar, IOptions<IngestionOptions> options, ReadingHorizon horizon, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var mediaType = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var parser = parsers.FirstOrDefault(p => p.MediaType == mediaType)
            ?? throw new Invalid($"Content-Type '{mediaType}' is not known. Use {string.Join(", ", parsers.Select(p => p.MediaType))}.", StatusCodes.Status415UnsupportedMediaType);
        // The limit is counted below, after decompression, so the server's own must not come first.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = options.Value.MostBytes;

        var batch = new BatchBuilder(new ReadingRules(catalog.Current, context.User.UnitScope(), calendar, clock.GetUtcNow(), horizon.Start));
        try
        {
            await using var body = new LimitedStream(Decompressed(request), options.Value.MostBytes);
            await parser.ReadAsync(body, batch, cancellationToken);
        }
        catch (BodyTooLarge e)
        {
            throw new Invalid(e.Message, StatusCodes.Status413PayloadTooLarge);
        }
        catch (InvalidDataException)
        {
            throw new Invalid("The body is not valid gzip. Send it without Content-Encoding, or compress it anew.");
        }
        var outcome = await writer.WriteAsync(context.User.SourceName(), batch.Readings, cancellationToken);
        return batch.Report(outcome);
    }

    private static Stream Decompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.Body,
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        var other => throw new Invalid($"Content-Encoding '{other}' is not known. Use gzip or none.", StatusCodes.Status415UnsupportedMediaType),
    };
}
