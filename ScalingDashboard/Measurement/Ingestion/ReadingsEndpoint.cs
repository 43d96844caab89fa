using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Measurement.Readings;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary><c>POST /api/v1/readings</c>: checks each reading, stores the good ones in one transaction, sets
/// the implausible ones aside in the same, answers after commit.</summary>
internal static class ReadingsEndpoint
{
    private const int LongestKey = 255;

    public static RouteHandlerBuilder Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/readings", PostAsync).RequireAuthorization(Policies.Ingest)
            .DisableAntiforgery()
            .WithTags("Readings").WithSummary("Send a batch of readings as JSON, NDJSON or CSV")
            .Produces<IngestionReport>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422);

    private static async Task<IResult> PostAsync(
        HttpContext context, IEnumerable<IReadingParser> parsers, MetricCatalog catalog, ReadingWriter writer, ReportingCalendar calendar,
        IOptions<IngestionOptions> options, IOptions<JsonOptions> json, ReadingHorizon horizon, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = KeyOf(context.Request);
        var request = context.Request;
        var mediaType = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        var parser = parsers.FirstOrDefault(p => p.MediaType == mediaType)
            ?? throw new Invalid($"Content-Type '{mediaType}' is not known. Use {string.Join(", ", parsers.Select(p => p.MediaType))}.", StatusCodes.Status415UnsupportedMediaType);
        await using var open = writer.Open(context.User.SourceName(), key);
        using var batch = new BatchBuilder(new ReadingRules(catalog.Current, context.User.UnitScope(), calendar, clock.GetUtcNow(), horizon.Start), open.AppendAsync);
        using var hash = SHA256.Create();
        await RequestBody.ReadAsync(context, parser.IsStreamed ? options.Value.MostBytes : options.Value.MostBytesHeld, async body =>
        {
            if (key is null)
            {
                await parser.ReadAsync(body, batch, cancellationToken);
                return;
            }
            await using var hashed = new CryptoStream(body, hash, CryptoStreamMode.Read);
            await parser.ReadAsync(hashed, batch, cancellationToken);
            // The hash is there at the end of the body, which the last reading need not be.
            await hashed.CopyToAsync(Stream.Null, cancellationToken);
        });
        await batch.HandOnAsync(cancellationToken);
        if (key is null)
            return TypedResults.Ok(batch.Report(await open.CompleteAsync(cancellationToken)));
        var answer = await open.CompleteOnceAsync(hash.Hash!, outcome => JsonSerializer.Serialize(batch.Report(outcome), json.Value.SerializerOptions), cancellationToken);
        if (answer.IsRepetition)
            context.Response.Headers["Idempotency-Replayed"] = "true";
        return TypedResults.Text(answer.Text, "application/json; charset=utf-8");
    }

    /// <summary>The name the sender gave to this request; null when it gave none.</summary>
    private static string? KeyOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values))
            return null;
        var key = values.ToString();
        return key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new Invalid($"Idempotency-Key: send 1 to {LongestKey} printable ASCII characters without blanks, for example a UUID.");
    }
}
